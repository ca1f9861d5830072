import type { Citation, Message } from '@cortex/contract';
import { useMemo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import { isWebAddress } from '../../lib/format';
import { rehypeEvidence } from './evidence';

// No images, of any origin: a model must not make the page fetch anything.
const schema = { ...defaultSchema, tagNames: defaultSchema.tagNames!.filter((name) => !['img', 'picture', 'source', 'input'].includes(name)) };

interface Props {
  readonly text: string;
  readonly sentences: Message['sentences'];
  readonly citations: readonly Citation[];
  chip(citation: Citation): ReactNode;
}

/** A model's answer: its Markdown without HTML and images, its markers as chips, what nothing supports marked. */
export default function Markdown({ text, sentences, citations, chip }: Props) {
  const plugins = useMemo(() => {
    const unsupported = sentences.filter((sentence) => sentence.supported === false).map((sentence) => sentence.text);
    // After the sanitiser: what it adds is ours.
    return [[rehypeSanitize, schema] as const, [rehypeEvidence, unsupported] as const];
  }, [sentences]);
  const components: Components = {
    a: ({ href, children }) =>
      href && isWebAddress(href) ? (
        <a href={href} target="_blank" rel="noreferrer noopener">
          {children}
        </a>
      ) : (
        <>{children}</>
      ),
    sup: ({ node, children }) => {
      const citation = citations.find((one) => one.n === Number(node?.properties['dataCitation']));
      return citation ? chip(citation) : <sup>{children}</sup>;
    },
  };
  return (
    <ReactMarkdown skipHtml rehypePlugins={plugins as never} components={components}>
      {text}
    </ReactMarkdown>
  );
}
