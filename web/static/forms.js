// Forms that ask for a page: an empty field is no part of the address.

addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  const given = [...formData].filter(([, value]) => value !== "");
  for (const name of [...formData.keys()]) formData.delete(name);
  for (const [name, value] of given) formData.append(name, value);
});
