// Reading aloud and dictating, where the browser can do it in the language at hand.
const TAGS = { vi: "vi-VN", en: "en-GB" };

function voiceFor(language) {
  try {
    for (const voice of speechSynthesis.getVoices())
      if (starts(lower(voice.lang), language)) return voice;
  } catch { /* none at all */ }
  return null;
}

/** Tell now, and whenever the browser has loaded its voices, whether a language can be read aloud. */
function whenVoiced(language, told) {
  told(!!voiceFor(language));
  try { listen(speechSynthesis, "voiceschanged", () => told(!!voiceFor(language))); } catch { /* none at all */ }
}

/** Read a text aloud, or fall silent if that is what is being read; told(true or false) as it starts and ends. */
function readAloud(text, language, told) {
  const busy = readAloud.now === told;
  hush();
  if (busy) return;
  const speech = new SpeechSynthesisUtterance(text);
  speech.lang = TAGS[language];
  speech.voice = voiceFor(language);
  speech.onend = speech.onerror = () => { if (readAloud.now === told) hush(); };
  readAloud.now = told;
  told(true);
  speechSynthesis.speak(speech);
}
function hush() {
  const told = readAloud.now;
  readAloud.now = null;
  if (!told) return;
  told(false);
  speechSynthesis.cancel();
}

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

/** Write down what is said; heard(text) as it comes, ended(went wrong?) at the end.  Gives a way to stop. */
function dictate(language, heard, ended) {
  const ear = new Recognition();
  let failed = false;
  ear.lang = TAGS[language];
  ear.interimResults = true;
  ear.onresult = (event) => {
    let text = "";
    for (const result of event.results) text += result[0].transcript;
    heard(text);
  };
  ear.onerror = (event) => { failed = event.error !== "aborted" && event.error !== "no-speech"; };
  ear.onend = () => ended(failed);
  ear.start();
  return () => ear.stop();
}
