import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { WithoutKey } from '../access/api-key.guard.js';
import { problemTable } from '../problems/problem-table.js';

/** Serves the page that `type` of a problem links to. */
@ApiExcludeController()
@Controller('docs/problems')
export class ProblemsPageController {
  /** Explains every problem, in HTML. */
  @Get()
  @WithoutKey()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }
}

const SECTIONS = Object.entries(problemTable).map(
  ([code, { status, means, act }]) =>
    `<section id="${code.toLowerCase().replaceAll('_', '-')}"><h2>${code} <small>${status}</small></h2><p>${toHtml(means)}</p><p>${toHtml(act)}</p></section>`,
);
const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}h2{margin:2rem 0 0}small{color:#777}p{margin:.25rem 0}:target{background:#fff3c4}';
const PAGE = [
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems of the API</title>',
  `<style>${STYLE}</style><h1>Problems of the API</h1>`,
  '<p>A failed request is answered with problem details (RFC 9457). Their <code>code</code> is one of these.</p>',
  ...SECTIONS,
  '</html>',
].join('\n');

/** Escapes a text, and marks what is between backticks as code. */
function toHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return escaped.replaceAll(/`([^`]*)`/g, '<code>$1</code>');
}
