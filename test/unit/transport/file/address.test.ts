// Which addresses are fetched, and which only this machine can open, in every spelling.
import { describe, expect, test } from '@jest/globals';

import {
	isPrivateUrl,
	objectionToAddress,
	parseAddress,
} from '../../../../nodes/PixVerse/transport/file/address';

describe('what is fetched', () => {
	test.each([
		'http://169.254.169.254/latest/meta-data/',
		'http://169.254.170.2/v2/credentials',
		'http://169.254.169.254./x',
		'http://2852039166/x',
		'http://0xa9fea9fe/x',
		'http://0251.0376.0251.0376/x',
		'http://169.254.43518/x',
		'http://[::ffff:169.254.169.254]/x',
		'http://[::ffff:0:169.254.169.254]/x',
		'http://[::169.254.169.254]/x',
		'http://[64:ff9b::169.254.169.254]/x',
		'http://[2002:a9fe:a9fe::1]/x',
		'http://[fd00:ec2::254]/x',
		'http://[fd00:0ec2:0::0023]/x',
		'http://[fd20:ce::254]/x',
		'http://100.100.100.200/x',
		'http://192.0.0.192/opc/v2/',
		'http://[::ffff:192.0.0.192]/x',
		'http://168.63.129.16/machine',
		'http://metadata/x',
		'http://METADATA.google.INTERNAL./x',
		'http://metadata.goog/x',
		'http://metadata.tencentyun.com/x',
		'http://instance-data/latest',
		'http://instance-data.ec2.internal/latest',
		'http://user:pass@169.254.169.254/x',
	])('%s hands out secrets', (address) => {
		expect(objectionToAddress(parseAddress(address))).toMatch(/hands out secrets/);
	});

	test.each([
		['file:///etc/passwd', /scheme file/],
		['ftp://files.example/a.mp4', /scheme ftp/],
		['data:video/mp4;base64,AAAA', /scheme data/],
		['gs://bucket/a.mp4', /scheme gs/],
		['javascript:alert(1)', /scheme javascript/],
		['no address', /not a URL/],
	])('%s is refused', (address, words) => {
		expect(objectionToAddress(parseAddress(address))).toMatch(words);
	});

	test.each([
		'https://images.segmind.com/a.mp4',
		'http://127.0.0.1:8000/a.mp4',
		'http://192.168.0.4/a.mp4',
		'http://[::1]/a.mp4',
		'https://metadata.example.com/a.mp4',
		'https://169.254.example.com/a.mp4',
		'https://cdn.example/instance-data',
	])('%s may be fetched', (address) => {
		expect(objectionToAddress(parseAddress(address))).toBeUndefined();
	});
});

describe('what Segmind can reach', () => {
	test.each([
		'http://localhost/a.png',
		'http://localhost:5678/a.png',
		'http://localhost./a.png',
		'http://n8n.localhost/a.png',
		'http://127.0.0.1/a.png',
		'http://127.8.9.1/a.png',
		'http://2130706433/a.png', // 127.0.0.1 as a number
		'http://[::1]/a.png',
		'http://[::ffff:127.0.0.1]/a.png',
		'http://[::ffff:10.0.0.1]/a.png',
		'http://[fd12:3456::1]/a.png',
		'http://[fe80::1]/a.png',
		'http://0.0.0.0/a.png',
		'http://10.0.0.7/a.png',
		'http://192.168.1.20/a.png',
		'http://172.16.0.1/a.png',
		'http://172.31.255.1/a.png',
		'http://169.254.169.254/latest/meta-data',
		'http://nas.local/a.png',
		'http://metadata.google.internal/a',
	])('not %s', (address) => expect(isPrivateUrl(address)).toBe(true));

	test.each([
		'https://example.com/a.png',
		'https://10.example.com/a.png',
		'http://172.15.0.1/a.png',
		'http://172.32.0.1/a.png',
		'https://localhost.example.com/a.png',
		'https://8.8.8.8/a.png',
		'https://[2606:4700::1111]/a.png',
		'https://fd12.example.com/a.png',
		'no address',
	])('perhaps %s', (address) => expect(isPrivateUrl(address)).toBe(false));
});
