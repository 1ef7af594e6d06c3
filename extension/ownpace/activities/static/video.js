/** Seconds between two reports of the position. */
const OFTEN = 10;
/** So near to the end, a film begins anew. */
const NEARLY = 3;

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A card for a film elsewhere: nothing of it is loaded until somebody follows the link. */
function card(model) {
  const about = `on ${model.get('host')}, opens in a new tab`;
  return [
    element(
      'a',
      {
        href: model.get('link'),
        target: '_blank',
        rel: 'noopener noreferrer',
        class: 'ownpace-card'
      },
      element('span', { class: 'ownpace-title' }, ...prose(model.get('title'))),
      element('span', { class: 'ownpace-saved' }, about)
    )
  ];
}

/** The address of the module's folder on the server, by the session of this kernel. */
async function moduleFolder(kernel) {
  const config = JSON.parse(document.getElementById('jupyter-config-data')?.textContent ?? '{}');
  const base = config.baseUrl ?? '/';
  const headers = config.token ? { Authorization: `token ${config.token}` } : {};
  const response = await fetch(`${base}api/sessions`, { headers });
  const sessions = response.ok ? await response.json() : [];
  const path = sessions.find(session => session.kernel?.id === kernel)?.path;
  if (path === undefined) {
    throw new Error('This kernel has no session.');
  }
  // Real-time collaboration puts the name of a drive before the path.
  const folders = path
    .replace(/^[\w-]+:/, '')
    .split('/')
    .slice(0, -1);
  return `${base}files/${folders.map(part => `${encodeURIComponent(part)}/`).join('')}`;
}

function address(folder, file) {
  return folder + file.split('/').map(encodeURIComponent).join('/');
}

/** The film, which goes on where it was stopped and says from time to time where it is. */
function player(model, status) {
  const film = element('video', { controls: true, preload: 'metadata', tabindex: '0' });
  let told = model.get('seconds');
  const tell = seconds => {
    told = seconds;
    model.send({ seconds });
  };
  const goOn = () => {
    const seconds = model.get('seconds');
    if (seconds > 0 && seconds < film.duration - NEARLY) {
      film.currentTime = seconds;
      status.textContent = `Goes on at ${clock(seconds)}, where you stopped.`;
    }
  };
  const listeners = {
    loadedmetadata: goOn,
    pause: () => tell(film.ended ? 0 : film.currentTime),
    ended: () => tell(0),
    timeupdate: () => Math.abs(film.currentTime - told) >= OFTEN && tell(film.currentTime),
    error: () => {
      status.textContent = 'The film cannot be played here. Its transcript is below.';
    }
  };
  Object.entries(listeners).forEach(([name, listener]) => film.addEventListener(name, listener));
  return film;
}

async function load(model, film, status) {
  const { src, captions } = model.get('files');
  try {
    const folder = await moduleFolder(model.get('kernel'));
    const about = { kind: 'captions', label: 'Captions', default: true };
    film.append(element('track', { src: address(folder, captions), ...about }));
    film.src = address(folder, src);
  } catch {
    status.textContent = `The film cannot be shown here: open ${src} in this module's folder.`;
  }
}

function local(model) {
  const titleId = freshId('title');
  const status = element('p', { class: 'ownpace-saved', role: 'status' });
  const film = player(model, status);
  film.setAttribute('aria-labelledby', titleId);
  load(model, film, status);
  return [title(model, titleId), film, status, transcript(model)];
}

function title(model, id) {
  return element('p', { id, class: 'ownpace-title' }, ...prose(model.get('title')));
}

function transcript(model, attributes = {}) {
  const said = model.get('transcript').split(/\n+/);
  const lines = said.map(line => element('p', {}, line));
  return element('details', attributes, control('summary', {}, 'Transcript'), ...lines);
}

/** A film that this copy of the course lacks: what can be read of it, at once. */
function leftOut(model) {
  const words = element('p', { class: 'ownpace-saved' }, model.get('left_out'));
  return [title(model, freshId('title')), words, transcript(model, { open: true })];
}

function body(model) {
  const show = model.get('link') ? card : model.get('left_out') ? leftOut : local;
  return show(model);
}

function render({ model, el }) {
  const { root, notice } = frame('video');
  root.append(...body(model), notice);
  el.append(root);
  watchKernel(model, words => {
    notice.textContent = words;
  });
  return follow(model, () => {
    notice.textContent = model.get('notice');
  });
}

export default { render };
