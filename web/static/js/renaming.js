// Who opens the form for a new title means to write one. Without it the field is a step further.

document.addEventListener(
  "toggle",
  ({ target }) => target.open && target.querySelector(":scope > form > [name=title]")?.select(),
  true, // it does not bubble
);
