import type { ModelField } from './types';

/** "5 or 8", "360p, 540p or 720p". */
export function listed(values: ReadonlyArray<string | number>): string {
	if (values.length < 2) return values.join('');
	return `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

/** What a field takes, as the end of "<Label> must be …". Source of messages and of the README's table. */
export function allowedText(field: ModelField): string {
	switch (field.kind) {
		case 'text':
			return 'a text that is not empty';
		case 'choice':
			return listed(field.allowed);
		case 'number':
			if (field.allowed) return listed(field.allowed);
			if (field.min !== undefined) return `a whole number from ${field.min} to ${field.max}`;
			return 'a whole number';
		case 'switch':
			return 'true or false';
		case 'media':
			return `a public http or https URL of ${field.media === 'image' ? 'an image' : 'a video'}`;
		case 'fixed':
			return String(field.value);
	}
}
