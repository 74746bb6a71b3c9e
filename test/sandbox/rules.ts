/** What a value that is given from outside must be, and how to say so. */
export interface Rule {
	says: string;
	holds: (value: unknown) => boolean;
}

export const isFunction = (value: unknown): boolean => typeof value === 'function';

const isNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

export const count: Rule = {
	says: 'a number from 0',
	holds: (value) => isNumber(value) && value >= 0,
};
export const anyNumber: Rule = { says: 'a number', holds: isNumber };
export const text: Rule = { says: 'a text', holds: (value) => typeof value === 'string' };
export const flag: Rule = { says: 'true or false', holds: (value) => typeof value === 'boolean' };
export const list: Rule = { says: 'a list', holds: Array.isArray };
export const object: Rule = {
	says: 'an object',
	holds: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export const oneOf = (...allowed: string[]): Rule => ({
	says: `one of ${allowed.join(', ')}`,
	holds: (value) => typeof value === 'string' && allowed.includes(value),
});

export const either = (one: Rule, other: Rule): Rule => ({
	says: `${one.says}, or ${other.says}`,
	holds: (value) => one.holds(value) || other.holds(value),
});

export const orNothing = (rule: Rule): Rule =>
	either(rule, { says: 'null', holds: (value) => value === null });

export const perJob: Rule = either(count, {
	says: 'a function (body, n, slug) => number',
	holds: isFunction,
});
