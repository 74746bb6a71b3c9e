// Bodies that Segmind is documented to answer with, for faults of the sandbox.
import type { Fault } from '../sandbox';

/** The documented body of an error. */
export const said = (error: string) => ({ error });

/** A method that a route does not take is answered with a page. */
export const PAGE_405: Fault = {
	kind: 'status',
	status: 405,
	body: '<html><head><title>405 Method Not Allowed</title></head><body>no</body></html>',
	contentType: 'text/html',
};
