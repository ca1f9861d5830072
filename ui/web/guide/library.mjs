// A small library that reads like somebody's own, for the pictures of the guide.
const note = (title, tags, content) => ({ title, tags, content });
const page = (title, source_url, tags, content) => ({ title, source_url, tags, content, content_type: 'webpage' });

export const items = [
  note('Seeds to order', ['garden'], 'Order before the end of January:\n\n- Borlotti beans, two packets\n- Winter radish “Round Black Spanish”\n- Marigolds against nematodes, as last year\n- Purple sprouting broccoli'),
  note('Reading list, winter', ['reading'], 'Still to read:\n\n- Attention Is All You Need\n- The Death and Life of Great American Cities\n- On Trails, by Robert Moor\n\nFinished: Seeing Like a State; The Overstory.'),
  page('Compost: what goes wrong and why', 'https://gardens.example/compost-problems', ['garden'], `# Compost: what goes wrong and why

A heap that smells has too little air. Turn it, and mix in dry leaves or torn cardboard until it is no wetter than a wrung-out sponge.

A heap that stays cold is too small, too dry or short of nitrogen. Below one cubic metre it loses heat faster than the bacteria make it. Fresh grass clippings or coffee grounds bring it to 55 °C within three days.

Cooked food and meat bring rats. Citrus peel is fine in small amounts, whatever one reads.`),
  note('Beans: what worked in 2025', ['garden'], 'Borlotti beans did best along the south wall. Sown on 12 May, after the last frost; those sown on 28 April rotted in the cold soil. Compost from the second heap only, since the first was still warm.\n\nNext year: two more metres of wire, and marigolds between the rows.'),
  page('The forgetting curve, measured again', 'https://memory.example/forgetting-curve-replication', ['reading', 'memory'], `# The forgetting curve, measured again

Ebbinghaus measured in 1885 how fast he forgot lists of syllables. Murre and Dros repeated the experiment in 2015 with one subject over seventy days and found nearly the same curve: a steep fall within the first hour, a slow one after it, and a small rise after a day, which they put down to sleep.

Retrieval beats rereading. Those who were tested after a week remembered half as much again as those who had read the text once more.

Spacing matters as much as effort: five reviews over a month held better than ten within a day.`),
  note('How we put things live', ['work'], `# How we put things live

A merge to main builds an image and runs the tests against a copy of yesterday’s data. Nobody ships after 15:00 on Fridays.

## Going back

To go back to what ran before, ship undo web. It takes about forty seconds and keeps the database as it is. When the database changed too, restore the snapshot of the night first: that takes twelve minutes, and Petra has to agree.

## Who to call

Jonas until 18:00, after that whoever has the phone. The list is on the wall behind the printer.`),
  note('Incident, 4 November', ['work'], 'The shop was slow from 9:12 to 9:51. A migration held a lock on the orders table while the night’s report still ran.\n\nPetra stopped the report; we went back to the release before with ship undo web. Nothing was lost. Two customers wrote in.\n\nWhat we change: reports run against the copy, and a migration gives up after five seconds without its lock.'),
  page('SQLite in production, ten years on', 'https://databases.example/sqlite-ten-years', ['work', 'databases'], `# SQLite in production, ten years on

We ran one SQLite file behind a shop for ten years. It was corrupted once, by a disk, and restored from the copy of the same hour.

Write-ahead logging lets readers go on while one writer writes. The one rule that matters: keep write transactions short. A report that reads for an hour is harmless; a migration that writes for a minute is not.

Back up with VACUUM INTO or the backup interface, never by copying the file while it is open.`),
  note('Sourdough', ['kitchen'], 'Feed the starter in the evening, one part starter, two parts flour, two parts water. Mix at eight, fold three times until ten, then twelve hours in the cold. Bake at 250 °C with steam for twenty minutes, at 210 °C without for twenty-five.\n\nThe rye starter from Petra is livelier than ours; feed it less.'),
  note('Flat: what the agent said', ['home'], 'Two rooms, third floor, 64 m². Heating is gas until the district line comes in 2028. The cellar gets damp after heavy rain; the house meeting decides about the drain in March. Deposit is three months.'),
  page('District heating: what changes for tenants', 'https://city.example/district-heating-tenants', ['home'], `# District heating: what changes for tenants

The line reaches the eastern quarter in 2028. Owners have two years to connect; gas boilers may stay until they fail.

The basic fee rises, the price of a kilowatt-hour falls. For a flat of 65 m² the city reckons with 4 per cent more in the first year and 11 per cent less from the third.

Tenants must be told six months before. Radiators stay; only the station in the cellar is new.`),
  note('Talk with Mira about the archive', ['work', 'archive'], 'Mira wants the scans of 1950 to 1968 searchable by March. 41,000 pages, a third of them handwritten. Printed ones: text recognition reads 97 of 100 words right. Handwriting: only names and dates, by hand, two volunteers.\n\nShe asked whether anything leaves the house. It does not.'),
  page('Reading handwriting: where recognition stands', 'https://archives.example/handwriting-recognition', ['archive', 'reading'], `# Reading handwriting: where recognition stands

Models trained on one hand read that hand with errors in two to five of a hundred characters. On a hand they have not seen the errors triple.

Transcribing forty pages of a new hand is enough to train for it; below fifteen the effort is lost. Names of people and places stay the weak point, because context does not help with them.

Volunteers correct six times as fast as they transcribe.`),
  note('Letter to the house meeting', ['home'], 'Dear neighbours,\n\nThe cellar has been under water three times since May. The drain dates from 1961. Two offers are attached: 8,400 for the drain alone, 11,900 with the pump. I would like to decide in March, before the next heavy rain.'),
  note('Walk along the old railway', ['outside'], 'From the signal box to the viaduct, 11 km, two and a half hours. The stretch past the quarry is closed until April because of the falcons. Kingfisher at the second bridge, 9:40.'),
  page('Peregrine falcons in old quarries', 'https://birds.example/peregrines-quarries', ['outside'], `# Peregrine falcons in old quarries

Peregrines breed from March to June on ledges twenty metres up and more. Disturbance in the first three weeks makes them give up the nest; hence the closed paths.

The pair at the old railway quarry has raised eleven young since 2019.`),
  note('What a good meeting note has', ['work', 'writing'], 'Who decided what until when. One sentence why. What was left open, and who asks about it next.\n\nNot: who said what in which order.'),
  page('Plain words', 'https://writing.example/plain-words', ['writing', 'reading'], `# Plain words

Say who does what. A sentence whose subject does nothing hides something.

Prefer the short word to the long one, the concrete to the general, the verb to the noun made of it. Cut every word whose loss changes nothing.

Read it aloud. Where you stumble, the reader stops.`),
  note('Medicine for the cat', ['home'], 'Half a tablet in the morning, with food, until 2 December. Then blood test. Vet: 14 Garden Row, closed on Wednesdays.'),
  note('Backups at home', ['home', 'databases'], 'Every night at two to the disk in the cellar, every Sunday to the one at Mira’s. Restored a folder as a test on 1 November: eleven minutes, all there.\n\nThe cellar is the wrong place once the drain goes again. Move the disk upstairs.'),
  page('Lisbon by tram and on foot', 'https://travel.example/lisbon-tram', ['travel'], `# Lisbon by tram and on foot

Take the 28 before nine in the morning or not at all. The 12 goes the same hills with half the people.

The ferry to Cacilhas costs less than a coffee and has the best view of the city. Walk along the river to the lift at Boca do Vento and take the bus back.`),
  note('Ideas for Lisbon', ['travel'], 'First week of May. Train to Sintra on a weekday only. Mira recommends the tile museum and the ferry to Cacilhas at dusk.'),
  { title: '', content: 'لا تُروى الحديقة ظهرًا: الماء يتبخّر قبل أن يصل إلى الجذور. الأفضل قبل شروق الشمس.', tags: ['garden'] },
  note('Vokabeln für Lissabon', ['travel'], 'Eine Fahrkarte hin und zurück, bitte: um bilhete de ida e volta, por favor. Wo fährt die Fähre ab: de onde parte o barco?'),
];

/** What the model says in the pictures, by the question. */
export const QUESTION = 'How do we go back to the release before, and what happens to the data?';
export const ANSWER =
  'To go back to what ran before, ship undo web; it takes about forty seconds and keeps the database as it is [1]. When the database changed too, the snapshot of the night has to be restored first, which takes twelve minutes [1]. On 4 November this was done after a migration held a lock on the orders table, and nothing was lost [2]. Everybody should practise it once a year.';
