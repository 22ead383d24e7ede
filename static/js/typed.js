// What somebody has typed into a page that is drawn anew under their hands, given back to its fields.
// A field is known by its id, or else by its form and name; untouched ones take what the new page says.

const isChoice = (field) => ["checkbox", "radio"].includes(field.type);
const isTyped = (field) => {
  if (!field.name || ["hidden", "file", "submit"].includes(field.type)) return false;
  if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return isChoice(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
};
const nameOf = (field) => field.id || `${field.form?.getAttribute("action")} ${field.name}`;
const fields = (part) => [...part.querySelectorAll("input, select, textarea")];

// Called before the part changes; what it returns is called after.
export const keepTyped = (part) => {
  const typed = new Map(fields(part).filter(isTyped).map((field) => [nameOf(field), field]));
  const held = fields(part).includes(document.activeElement) ? nameOf(document.activeElement) : "";
  return () => {
    for (const field of fields(part)) {
      const before = typed.get(nameOf(field));
      if (before && isChoice(field)) field.checked = before.checked;
      else if (before) field.value = before.value;
      if (nameOf(field) === held) field.focus({ preventScroll: true });
    }
  };
};
