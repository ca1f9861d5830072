import type { Samples } from '../samples';

const samples: Samples = {
  question: 'Wie viele Kopien meiner Fotos soll ich haben, und wo?',
  notes: [
    {
      title: 'Drei Kopien von dem, was zählt',
      tags: ['zuhause'],
      content: `Von allem, was unersetzlich ist, gehören drei Kopien vorgehalten: die, mit der man arbeitet, eine auf einer zweiten Platte zu Hause und eine in einem anderen Gebäude. Zwei Arten von Datenträgern sind besser als eine, denn Platten derselben Bauart fallen gern im selben Monat aus.

## Was dazugehört
Fotos, Briefe, Steuerunterlagen, die Bibliothek der Notizen. Filme und Musik, die man wieder bekommt, nicht.

## Was vergessen wird
Eine Sicherung, die nie zurückgespielt wurde, ist eine Hoffnung. Am ersten Samstag im Quartal einen Ordner auf eine leere Platte zurückholen und drei Dateien daraus öffnen. Das dauert zwanzig Minuten.`,
    },
    {
      title: 'Brot, das in die Arbeitswoche passt',
      tags: ['küche'],
      content: `Am Donnerstagabend 500 g Mehl, 350 g Wasser, 10 g Salz und 100 g kräftigen Sauerteig mischen. Innerhalb von zwei Stunden viermal falten, dann in den Kühlschrank stellen.

Die Kälte bremst den Teig, daher geht Freitag ebenso wie Samstag. Direkt aus der Kälte backen: 25 Minuten mit Deckel bei 250 °C, dann 20 Minuten ohne Deckel bei 220 °C.

Ist die Krume dicht, war der Teig zu jung: vor der Kälte noch zwei Stunden bei Raumtemperatur stehen lassen. Läuft er breit, war er zu alt.`,
    },
    {
      title: 'Besprechungsnotizen, die man wieder liest',
      tags: ['arbeit'],
      content: `Protokolle liest niemand. Wieder gelesen werden Entscheidungen und ihre Gründe.

1. Die Entscheidung in einem Satz, mit Datum und Namen.
2. Warum, in zwei Sätzen, und was nicht gewählt wurde.
3. Was uns umstimmen würde.

Der dritte Punkt macht die Notiz nach einem Jahr wertvoll: Tritt er ein, lässt sich die Entscheidung ohne Streit neu aufnehmen.`,
    },
    {
      title: 'Der Garten im trockenen Sommer',
      tags: ['zuhause'],
      content: `Selten und gründlich gießen. Zwanzig Liter je Quadratmeter einmal in der Woche erreichen die Wurzeln; jeden Abend ein wenig hält sie an der Oberfläche, wo sie austrocknen.

Früh am Morgen gießen, auf den Boden und nicht auf die Blätter. Fünf Zentimeter Stroh oder Rasenschnitt auf der Erde sparen ein Drittel des Wassers.

Tomaten wollen es gleichmäßig: Die Früchte platzen, wenn auf eine trockene Woche ein nasser Tag folgt. Lavendel, Thymian und Salbei brauchen nach einem Jahr gar nichts mehr.`,
    },
  ],
};

export default samples;
