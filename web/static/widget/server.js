// Asking the server.  Nothing is loaded from anywhere else, no cookies are sent, nothing waits for ever.
const PATIENCE = 30000;  // milliseconds

class Refusal extends Error {
  constructor(said, seconds) {
    super();
    this.said = said;
    this.seconds = seconds;
  }
}

/** The JSON that an address of the API gives; a Refusal says in words why not. */
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
    if (!response.ok) throw new Refusal(String(answer.detail || ""), Number(response.headers.get("Retry-After")) || 0);
    return answer;
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal("", 0);
  } finally {
    cancel(timer);
  }
}
