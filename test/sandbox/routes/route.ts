import type { Route } from '../exchange';

/** A route with its address and its verb. */
export interface AddressedRoute extends Route {
	method: 'GET' | 'POST';
	url: string;
}
