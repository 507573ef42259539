/** Prints the part of the page with this class, and nothing else of it (print.css). */
export function printPart(className: string): void {
  const { dataset } = document.body;
  dataset['onPaper'] = className;
  window.print();
  delete dataset['onPaper'];
}
