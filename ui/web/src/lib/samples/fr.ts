import type { Samples } from '../samples';

const samples: Samples = {
  question: 'Combien de copies de mes photos faut-il garder, et où ?',
  notes: [
    {
      title: 'Trois copies de ce qui compte',
      tags: ['maison'],
      content: `Gardez trois copies de tout ce que vous ne voudriez pas perdre : celle avec laquelle vous travaillez, une sur un autre disque à la maison et une dans un autre bâtiment. Deux sortes de supports valent mieux qu’une, car les disques d’un même modèle tombent souvent en panne le même mois.

## Ce qui en fait partie
Les photos, les lettres, les papiers des impôts, la bibliothèque de notes. Pas les films ni la musique que l’on retrouve ailleurs.

## Ce que l’on oublie
Une sauvegarde jamais restaurée est un espoir. Le premier samedi de chaque trimestre, ramenez un dossier sur un disque vide et ouvrez-en trois fichiers. Cela prend vingt minutes.`,
    },
    {
      title: 'Un pain qui tient dans la semaine',
      tags: ['cuisine'],
      content: `Le jeudi soir, mélangez 500 g de farine, 350 g d’eau, 10 g de sel et 100 g de levain actif. Pliez la pâte quatre fois en deux heures, puis laissez-la reposer au réfrigérateur.

Le froid ralentit la pâte : vendredi ou samedi conviennent aussi bien. Enfournez-la froide : 25 minutes sous couvercle à 250 °C, puis 20 minutes sans couvercle à 220 °C.

Si la mie est serrée, la pâte était trop jeune : laissez-la deux heures de plus à température ambiante avant le froid. Si elle s’étale, elle était trop vieille.`,
    },
    {
      title: 'Des notes de réunion que l’on relit',
      tags: ['travail'],
      content: `Personne ne lit les comptes rendus. On relit les décisions et leurs raisons.

1. La décision en une phrase, avec une date et un nom.
2. Pourquoi, en deux phrases, et ce qui n’a pas été choisi.
3. Ce qui nous ferait changer d’avis.

Le troisième point donne sa valeur à la note un an plus tard : quand il se réalise, la décision peut être rouverte sans dispute.`,
    },
    {
      title: 'Le jardin pendant un été sec',
      tags: ['maison'],
      content: `Arrosez rarement et en profondeur. Vingt litres par mètre carré une fois par semaine atteignent les racines ; un peu chaque soir les retient près de la surface, où elles sèchent.

Arrosez tôt le matin, sur le sol et non sur les feuilles. Cinq centimètres de paille ou de tonte sur la terre économisent un tiers de l’eau.

Les tomates veulent de la régularité : le fruit éclate quand un jour humide suit une semaine sèche. La lavande, le thym et la sauge n’ont plus besoin de rien après un an.`,
    },
  ],
};

export default samples;
