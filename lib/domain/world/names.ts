import type { Random } from "./random";

const words = (text: string) => text.trim().split(/\s+/);

const firstNames = words(`Ada Aksel Amina Anders Anika Arjun Astrid Bente Bjørn Carla Chidi Clara Dagny Daniel Elif Emil Erik Eva Farid Fatima Felix
  Frida Georg Greta Hanna Harald Ida Idris Ingrid Ivan Jana Jens Jonas Julia Karin Kofi Lars Leila Lena Liam Linnea Luca Magnus Maja Marek Maria
  Marta Mateo Mehmet Mia Mikkel Nadia Nils Noor Olav Oskar Paula Per Petra Priya Rasmus Rosa Ruben Samira Sara Signe Simon Sofie Sven Tara Thomas
  Tilde Tomas Ulla Vera Viktor Wei Yara Yusuf Zofia`);
const lastNames = words(`Aas Abdi Andersen Bakke Bauer Becker Berg Bianchi Brandt Bruun Chen Costa Dahl Diallo Dubois Eide Eriksen Fischer Foss Garcia
  Haugen Hoffmann Holm Huang Ivanova Jansen Johansen Kaya Keller Khan Kowalska Kruse Larsen Lie Lindgren Lund Mahmoud Martin Meier Moen Moreau
  Nagy Nguyen Nilsen Novak Okafor Olsen Owusu Patel Petrov Popescu Rahman Richter Rossi Sato Schmidt Silva Singh Solberg Strand Sunde Svensson
  Tanaka Torres Vogel Wagner Weber Wolff Yilmaz Zhang`);
const places = words(`Alder Amber Arctic Aurora Bay Birch Blue Bridge Bright Cedar Central City Clear Coast Copper Crown Delta Eagle East Elm Ember
  Falcon Fjord Forest Garden Glacier Golden Granite Green Grove Harbour Hill Hazel Iron Island Ivory Juniper Kings Lake Lantern Lark Linden Maple
  Meadow Mill Mountain New North Oak Ocean Old Olive Orchard Park Pearl Pine Polar Quarry Raven Red River Rock Rose Rowan Royal Sand Silver Sky
  Snow South Spring Star Stone Summit Sun Swift Tide Timber Union Valley Velvet Village West White Wild Willow Wind Winter Wood`);
const trades = words(`Advisers Analytics Architects Bakery Boats Books Brewery Builders Cafe Capital Catering Ceramics Clinic Clothing Coffee
  Components Consulting Couriers Dairy Dental Design Diagnostics Dynamics Electric Energy Engineering Estates Farms Finance Fisheries Fitness
  Flowers Foods Freight Furniture Gallery Glass Hardware Health Hotel Housing Instruments Insurance Interiors Joinery Kitchens Laboratories
  Laundry Law Logistics Machines Marine Media Metals Mobility Motors Museum Music Networks Nursery Optics Paper Pharmacy Plastics Plumbing Ports
  Press Properties Pumps Recycling Repairs Research Robotics School Security Shipping Software Solar Storage Studios Supplies Systems Tailors
  Textiles Theatre Tools Tours Toys Trading Transport Travel Veterinary Water Windows Works Workshop`);
const forms = ["AS", "Ltd", "GmbH", "AB", "Group", "& Co", "& Sons", "Partners", "International", "Services"];
const cities = words(`Aberdeen Aarhus Bergen Berlin Bristol Bodø Bremen Cologne Drammen Dresden Edinburgh Essen Gdansk Glasgow Hamburg Hamar Leeds
  Leipzig London Lyon Malmö Manchester Munich Narvik Nantes Oslo Odense Oulu Porto Rotterdam Stavanger Stockholm Tampere Tartu Tromsø Trondheim
  Turku Utrecht Vilnius York`);
const streets = words("Station Market Church Harbour School Mill Park Bridge Castle Garden High Forest Lake Hill River");

/** A person's name. */
export const personName = (random: Random) => `${random.pick(firstNames)} ${random.pick(lastNames)}`;

/** A company's name. */
export const companyName = (random: Random) => `${random.pick(places)} ${random.pick(trades)} ${random.pick(forms)}`;

/** A partner's name, told apart by its number. */
export const partnerName = (random: Random, number: number) => `${random.pick(places)} ${random.pick(["Networks", "Telecom", "Systems", "Connect", "Digital"])} ${number}`;

export const cityName = (random: Random) => random.pick(cities);

export const streetName = (random: Random) => `${random.pick(streets)} Street ${1 + random.below(180)}`;

/** A territory's name at its level: 0 country, 1 region, 2 area. */
export const territoryName = (level: number, number: number) => `${["Country", "Region", "Area"][level]} ${number}`;
