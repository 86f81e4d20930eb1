// One stream of events for all tabs: a browser keeps no more than six connections to a host.
const tabs = new Set(), checking = new Set(), pages = new Set();
let built = 0; // which build is served; nothing is known before the first event

// What the server tells whoever comes, as far as events have changed it since.
const state = () => ({ state: true, built, checking: [...checking], pages: [...pages] });

function follow(event) {
  if (event.state) {
    checking.clear();
    pages.clear();
  }
  built = event.built || event.reload || built;
  for (const it of event.checking || []) checking.add(it);
  for (const it of event.pages || []) pages.add(it);
  checking.delete(event.answered);
  pages.delete(event.drawn);
  if (event.done) checking.clear();
}

const events = new EventSource("/claims/events");
events.onmessage = ({ data }) => {
  const event = JSON.parse(data);
  follow(event);
  for (const tab of tabs) tab.postMessage(event);
};

onconnect = ({ ports: [tab] }) => {
  tab.onmessage = ({ data }) => {
    tabs[data === "shown" ? "add" : "delete"](tab);
    if (data === "shown" && built) tab.postMessage(state());
  };
};
