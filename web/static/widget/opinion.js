// Did it help?  And if not, why.
const REASONS = ["wrong_answer", "wrong_source", "not_answered"];

/** The question under an answer; post(opinion) sends it, kept(opinion) remembers that it was given. */
function opinion(exchange, say, post, tell) {
  const area = h("div", { class: "opinion" });
  const thank = () => write(area, h("p", { class: "soft", tabindex: "-1" }, say("thanks")));
  const give = async (value, button) => {
    set(button, { "aria-disabled": "true" });
    try {
      await post(exchange, value);
      thank().firstChild.focus();
      tell(say("thanks"));
    } catch (refusal) {
      set(button, { "aria-disabled": false });
      tell(refusal.said || say("offline_opinion"));
      write(fault, refusal.said || say("offline_opinion"));
      if (!fault.parentNode) appendChild(area, fault);
    }
  };
  const fault = h("p", { class: "fault" });
  const yes = h("button", { type: "button", click: () => give({ helped: true }, yes) }, say("yes"));
  const no = h("button", { type: "button", "aria-expanded": "false", click: () => {
    set(no, { "aria-expanded": "true" });
    if (!form.parentNode) appendChild(area, form);
    form.querySelector("input").focus();
    form.scrollIntoView({ block: "nearest" });
  } }, say("no"));
  const note = h("textarea", { rows: "2", maxlength: "1000", "aria-label": say("note"), placeholder: say("note") });
  const button = h("button", { type: "submit", class: "main" }, say("send_opinion"));
  const form = h("form", { submit: (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    give({ helped: false, reason: chosen ? chosen.value : "other", note: trim(note.value) || undefined }, button);
  } },
  h("fieldset", null, h("legend", null, say("why")), ...each(REASONS, (reason) =>
    h("label", null, h("input", { type: "radio", name: "reason", value: reason }), say(reason)))),
  note, h("p", { class: "soft" }, say("note_private")), button);
  if (exchange.o) return thank(), area;
  return add(area, [h("p", { role: "group", "aria-label": say("helped") },
    h("span", { class: "soft" }, say("helped")), yes, no)]);
}
