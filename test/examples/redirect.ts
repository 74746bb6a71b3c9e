// Loaded into n8n's process before n8n itself (NODE_OPTIONS=--require); n8n's Node strips the types.
// The addresses of Google and Facebook are fixed in n8n's nodes, so what goes to them is sent to
// the stand-in instead. Everything else leaves this process as it is.
import http from 'node:http';
import https from 'node:https';

/** One of the forms in which `https.request` is called; any other reaches it as it is, too. */
type Given = Parameters<typeof https.request>;
type Listener = (response: http.IncomingMessage) => void;

const FIXED_HOSTS = /(^|\.)(googleapis|facebook)\.com$/;
const { hostname, port } = new URL(process.env.STAND_IN_URL ?? 'http://127.0.0.1:9');
const realRequest = Reflect.get(https, 'request');

const isAddress = (argument: unknown): argument is string | URL =>
	typeof argument === 'string' || argument instanceof URL;
const isOptions = (argument: unknown): argument is https.RequestOptions =>
	typeof argument === 'object' && argument !== null && !isAddress(argument);
const isListener = (argument: unknown): argument is Listener => typeof argument === 'function';

function optionsOf(given: unknown[]): https.RequestOptions {
	const options = given.find(isOptions) ?? {};
	const address = given.find(isAddress);
	if (address === undefined) return options;
	const { hostname: host, pathname, search } = new URL(address);
	return { hostname: host, path: `${pathname}${search}`, ...options };
}

function request(...given: Given): http.ClientRequest {
	const options = optionsOf(given);
	const wanted = options.hostname ?? options.host ?? '';
	if (!FIXED_HOSTS.test(wanted)) return realRequest.apply(https, given);
	const listener: Listener | undefined = Array.from<unknown>(given).find(isListener);
	const sent = http.request({
		method: options.method ?? 'GET',
		path: options.path ?? '/',
		headers: { ...options.headers, 'x-meant-for': wanted },
		hostname,
		port,
	});
	if (listener) sent.once('response', listener);
	return sent;
}

function get(...given: Given): http.ClientRequest {
	const sent = request(...given);
	sent.end();
	return sent;
}

Object.assign(https, { request, get });
