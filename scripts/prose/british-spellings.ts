/** Beginnings of words in British spelling, with the American one. */
const american: Readonly<Record<string, string>> = {
  "analyse(?!s)": "analyze",
  analysing: "analyzing",
  armour: "armor",
  artefact: "artifact",
  authoris: "authoriz",
  behaviour: "behavior",
  "capitalis(?!m|t)": "capitaliz",
  categoris: "categoriz",
  centre: "center",
  colour: "color",
  customis: "customiz",
  defence: "defense",
  favour: "favor",
  "finalis(?!t)": "finaliz",
  "fulfil(?!l)": "fulfill",
  "generalis(?!t)": "generaliz",
  grey: "gray",
  honour: "honor",
  initialis: "initializ",
  judgement: "judgment",
  labell: "label",
  licence: "license",
  metre: "meter",
  minimis: "minimiz",
  modell: "model",
  neighbour: "neighbor",
  normalis: "normaliz",
  "optimis(?!m|t)": "optimiz",
  "organis(?!m)": "organiz",
  parallelis: "paralleliz",
  "parenthesis(?=e[ds]?\\b|ing)": "parenthesiz",
  prioritis: "prioritiz",
  "programme(?!d|r)": "program",
  "realis(?!m|t)": "realiz",
  recognis: "recogniz",
  serialis: "serializ",
  "specialis(?!t)": "specializ",
  standardis: "standardiz",
  summaris: "summariz",
  synchronis: "synchroniz",
  "synthesis(?=e[ds]?\\b|ing)": "synthesiz",
  tokenis: "tokeniz",
  travell: "travel",
  utilis: "utiliz",
  visualis: "visualiz",
  whilst: "while",
};

/** A word in British spelling, with what may come before its stem. */
export const britishWord = new RegExp(
  `(?<!\\p{L})(?:un|re|de|pre)?(?:${Object.keys(american).join("|")})\\p{L}*`,
  "giu",
);

/** The American spelling of a {@link britishWord}. */
export function americanSpelling(word: string): string {
  for (const [british, replacement] of Object.entries(american)) {
    const spelled = word.toLowerCase().replace(new RegExp(british, "u"), replacement);
    if (spelled !== word.toLowerCase()) return spelled;
  }
  return word;
}
