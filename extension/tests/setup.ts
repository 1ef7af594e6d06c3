// What jsdom lacks and JupyterLab's modules ask for while they load.

class NoDrag extends MouseEvent {}

Object.assign(globalThis, {
  DragEvent: globalThis.DragEvent ?? NoDrag,
  matchMedia: () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} })
});
