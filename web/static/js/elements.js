// Elements cloned from the page's templates; texts are only ever set as text.

export const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** Write the values into the elements of those names; an empty value removes its element. */
export function fill(element, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = element.querySelector(`[data-field="${name}"]`);
    if (value === null || value === undefined || value === false || value === "") field.remove();
    else field.textContent = value;
  }
  return element;
}
