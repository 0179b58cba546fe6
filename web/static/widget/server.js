// Asking the server.  Nothing is loaded from anywhere else, no cookies are sent, nothing waits for ever.
const PATIENCE = 30000;  // milliseconds

/** Why the server did not answer, in its own words (empty if it said nothing that can be shown). */
class Refusal extends Error {
  constructor(said) {
    super();
    this.said = said;
  }
}

/** The JSON that an address of the API gives; a Refusal if it gives none. */
async function call(path, language, body) {
  const control = new AbortController();
  const timer = later(() => control.abort(), PATIENCE);
  try {
    const response = await send(SERVER + path, {
      __proto__: null,
      method: body ? "POST" : "GET",
      headers: { __proto__: null, "Accept-Language": language, ...(body && { "Content-Type": "application/json" }) },
      body: body && jsonOf(body),
      credentials: "omit", referrerPolicy: "strict-origin", cache: "no-store", signal: control.signal,
    });
    const answer = parse(await bodyOf(response));
    if (!response.ok) throw new Refusal(String(answer.detail || ""));
    return answer;
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("");
  } finally {
    cancel(timer);
  }
}
