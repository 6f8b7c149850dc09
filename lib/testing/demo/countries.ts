/** What makes a name, an address and a number look at home; the regions with their cities. */
export type Country = {
  name: string;
  regions: Record<string, string[]>;
  first: string[];
  last: string[];
  company: (last: string, trade: string) => string;
  trades: string[];
  streets: string[];
  street: (name: string, number: number) => string;
  /** From the ranges kept for fiction where there are such; nobody's number. */
  phone: (digits: number) => string;
};

const words = (text: string) => text.trim().split(/\s*,\s*/);

export const norway: Country = {
  name: "Norway",
  regions: { Vestlandet: ["Bergen", "Stavanger", "Ålesund"], Østlandet: ["Oslo", "Drammen", "Hamar"], "Nord-Norge": ["Tromsø", "Bodø", "Narvik"] },
  first: words("Kari, Ola, Ingrid, Bjørn, Solveig, Håkon, Marit, Øyvind, Silje, Terje, Anne, Geir, Tone, Arne, Liv, Sindre, Hege, Knut, Ragnhild, Espen"),
  last: words("Hansen, Johansen, Berg, Haugen, Dahl, Lund, Moen, Bakke, Strand, Solberg, Myhre, Eide, Sæther, Nygård, Fossum, Tveit, Ødegård, Brekke"),
  company: (last, trade) => `${last} ${trade} AS`,
  trades: words("Rør, Elektro, Bygg, Regnskap, Bakeri, Fisk, Transport, Eiendom, Optikk, Blomster, Båt, Skog, Kafé, Tannlege, Maskin"),
  streets: words("Storgata, Kirkegata, Sjøgata, Parkveien, Skolegata, Havnegata, Bjørkeveien, Elvegata, Fjellveien, Strandgata"),
  street: (name, number) => `${name} ${number}`,
  phone: (digits) => `+47 00 ${String(100_000 + (digits % 899_999)).replace(/(\d{2})(?=\d)/g, "$1 ")}`,
};

export const germany: Country = {
  name: "Germany",
  regions: { Rheinland: ["Köln", "Bonn", "Düsseldorf"], Bayern: ["München", "Augsburg", "Nürnberg"], Norddeutschland: ["Hamburg", "Bremen", "Kiel"] },
  first: words("Sabine, Jürgen, Anja, Matthias, Heike, Stefan, Ulrike, Thomas, Katrin, Uwe, Birgit, Markus, Nadine, Holger, Claudia, Dieter, Silke, Florian"),
  last: words("Müller, Schmidt, Schneider, Fischer, Weber, Becker, Schäfer, Koch, Bauer, Richter, Klein, Wolf, Schröder, Neumann, Krüger, Vogt, Jäger, Böhm"),
  company: (last, trade) => (trade.endsWith("ei") ? `${trade} ${last}` : `${last} ${trade} GmbH`),
  trades: words("Bäckerei, Elektrotechnik, Sanitär, Druckerei, Metallbau, Spedition, Gärtnerei, Immobilien, Steuerberatung, Optik, Möbel, Brauerei, Apotheke"),
  streets: words("Hauptstraße, Bahnhofstraße, Schulstraße, Gartenstraße, Lindenstraße, Kirchgasse, Rheinufer, Marktplatz, Bergstraße, Mühlenweg"),
  street: (name, number) => `${name} ${number}`,
  phone: (digits) => `+49 221 4710 ${100 + (digits % 899)}`,
};

export const unitedKingdom: Country = {
  name: "United Kingdom",
  regions: {
    "Northern England": ["Leeds", "Manchester", "York"],
    "Southern England": ["Southampton", "Portsmouth", "Brighton"],
    Scotland: ["Edinburgh", "Glasgow", "Dundee"],
  },
  first: words("Oliver, Amelia, Harry, Isla, Callum, Freya, George, Poppy, Rhys, Grace, Alfie, Florence, Ewan, Imogen, Leo, Niamh, Arthur, Zara"),
  last: words("Thornton, Hughes, Whitfield, Campbell, Fletcher, Okafor, Patel, Ashworth, Sinclair, Barker, Marsden, Pemberton, Doyle, Khan, Lockwood, Reid"),
  company: (last, trade) => `${last} ${trade} Ltd`,
  trades: words("Plumbing, Bakery, Joinery, Estates, Brewing, Optics, Farm Supplies, Coaches, Accountants, Florists, Marine, Fabrics, Garage, Dental, Books"),
  streets: words("High Street, Station Road, Church Lane, Mill Lane, Victoria Road, Queen Street, Park Avenue, Harbour Way, Kirkgate, The Crescent"),
  street: (name, number) => `${number} ${name}`,
  phone: (digits) => `+44 1632 960${100 + (digits % 899)}`,
};

export const countries = [norway, germany, unitedKingdom];
