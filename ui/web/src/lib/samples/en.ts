import type { Samples } from '../samples';

const samples: Samples = {
  question: 'How many copies of my photos should I keep, and where?',
  notes: [
    {
      title: 'Three copies of what matters',
      tags: ['home'],
      content: `Keep three copies of everything you could not bear to lose: the one you work with, one on another disk at home, and one in another building. Two kinds of media are better than one, because disks of the same make tend to fail in the same month.

## What counts
Photos, letters, tax papers, the library of notes. Films and music that can be had again do not.

## The part that is forgotten
A backup that was never restored is a hope. On the first Saturday of each quarter, bring one folder back to an empty disk and open three files of it. It takes twenty minutes.`,
    },
    {
      title: 'Bread that fits a working week',
      tags: ['kitchen'],
      content: `Mix 500 g flour, 350 g water, 10 g salt and 100 g of lively sourdough on Thursday evening. Fold it four times within two hours, then let it rest in the refrigerator.

The cold slows the dough down, so Friday or Saturday are both fine. Bake it straight from the cold: 25 minutes under a lid at 250 °C, then 20 minutes without the lid at 220 °C.

If the crumb is tight, the dough was too young: give it two more hours at room temperature before it goes into the cold. If it spreads like a pancake, it was too old.`,
    },
    {
      title: 'Notes from meetings that are read again',
      tags: ['work'],
      content: `Nobody reads minutes. What is read again are decisions, and the reasons for them.

1. Write the decision as one sentence with a date and a name.
2. Write why, in two sentences, and what was not chosen.
3. Write what would change our mind.

The third point is what makes a note worth something a year later: when it comes true, the decision can be opened again without a quarrel.`,
    },
    {
      title: 'The garden in a dry summer',
      tags: ['home'],
      content: `Water seldom and deeply. Twenty litres a square metre once a week reach the roots; a little every evening makes them stay near the surface, where they dry out.

Water in the early morning, on the soil and not on the leaves. Five centimetres of straw or cut grass over the soil save a third of it.

Tomatoes want it steady: the fruit splits when a wet day follows a dry week. Lavender, thyme and sage want none at all once they have stood for a year.`,
    },
  ],
};

export default samples;
