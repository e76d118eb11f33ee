// Marks text from the data set with its language, where the interface has another one.

const { language } = document.documentElement.dataset;

/** Shows a text from the data set in an element. */
export function showDataText(element, text) {
  element.textContent = text;
  if (language) element.lang = language;
}
