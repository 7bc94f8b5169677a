import type { Language } from "./names";
import type { Random } from "./random";

type Phrases = {
  opening: readonly string[];
  contact: readonly string[];
  answer: readonly string[];
  closing: readonly string[];
};

/** What people write, by language; `#` stands for a number. */
const PHRASES: Record<Language, Phrases> = {
  it: {
    opening: [
      "Buongiorno, il mio ordine # non è ancora arrivato.",
      "Salve, vorrei cambiare la taglia dell'ordine #.",
      "Ciao! Siete aperti domenica?",
      "Buonasera, ho ricevuto la fattura # ma l'importo non torna.",
      "È possibile spostare la consegna a domani?",
    ],
    contact: [
      "Sì, esatto.",
      "L'indirizzo è via Garibaldi 12, scala B.",
      "Perfetto, aspetto notizie.",
      "No, il corriere non ha lasciato nessun avviso.",
      "Va bene venerdì pomeriggio?",
      "Il numero è #.",
    ],
    answer: [
      "Buongiorno, verifico subito e le scrivo.",
      "Il pacco è in consegna oggi entro le 18.",
      "Ho aperto la pratica #, le risponderà un collega.",
      "Può indicarmi il numero dell'ordine?",
      "La modifica è stata registrata.",
    ],
    closing: ["Grazie mille!", "Gentilissimi, buona giornata.", "Ottimo, arrivato. Grazie 🙏"],
  },
  en: {
    opening: [
      "Hi, order # has not arrived yet.",
      "Hello, can I return the shoes from order #?",
      "Is the shop open on Sunday?",
      "The invoice # shows the wrong amount.",
      "Could you deliver tomorrow morning instead?",
    ],
    contact: [
      "Yes, that’s right.",
      "My postcode is SW1A 0AA.",
      "Great, I’ll wait.",
      "No, nobody rang the bell.",
      "Would Friday afternoon work?",
      "The reference is #.",
    ],
    answer: [
      "Let me check that for you.",
      "Your parcel is out for delivery today.",
      "I have opened case # and a colleague will be in touch.",
      "Could you tell me the order number?",
      "All done, the change is booked.",
    ],
    closing: ["Brilliant, thank you!", "Thanks for the quick help.", "It’s here now, cheers 👍"],
  },
  de: {
    opening: [
      "Guten Tag, meine Bestellung # ist noch nicht da.",
      "Hallo, kann ich Bestellung # umtauschen?",
      "Haben Sie am Sonntag geöffnet?",
      "Auf der Rechnung # stimmt der Betrag nicht.",
      "Könnten Sie morgen statt heute liefern?",
    ],
    contact: [
      "Ja, genau.",
      "Die Adresse ist Lindenstraße 8, Hinterhaus.",
      "Prima, ich warte.",
      "Nein, es lag keine Karte im Briefkasten.",
      "Ginge auch Freitagnachmittag?",
      "Die Nummer ist #.",
    ],
    answer: [
      "Ich prüfe das und melde mich gleich.",
      "Ihr Paket wird heute zugestellt.",
      "Ich habe den Vorgang # angelegt.",
      "Wie lautet Ihre Bestellnummer?",
      "Die Änderung ist eingetragen.",
    ],
    closing: ["Vielen Dank!", "Danke für die schnelle Hilfe.", "Ist angekommen, schönen Tag noch 🙂"],
  },
  fr: {
    opening: [
      "Bonjour, ma commande # n’est pas arrivée.",
      "Bonjour, puis-je échanger la commande # ?",
      "Êtes-vous ouverts dimanche ?",
      "La facture # n’est pas juste.",
      "Peut-on livrer demain plutôt ?",
    ],
    contact: [
      "Oui, c’est bien ça.",
      "L’adresse : 5 rue des Lilas, code B27.",
      "Parfait, j’attends.",
      "Non, aucun avis de passage.",
      "Vendredi après-midi, c’est possible ?",
      "Le numéro est #.",
    ],
    answer: [
      "Je vérifie tout de suite.",
      "Votre colis est en cours de livraison.",
      "J’ai ouvert le dossier #.",
      "Quel est le numéro de commande ?",
      "C’est modifié.",
    ],
    closing: ["Merci beaucoup !", "Merci pour votre aide.", "Bien reçu, bonne journée ☀️"],
  },
  es: {
    opening: [
      "Hola, el pedido # todavía no ha llegado.",
      "Buenas, quiero cambiar la talla del pedido #.",
      "¿Abren el domingo?",
      "La factura # no está bien.",
      "¿Pueden entregarlo mañana?",
    ],
    contact: [
      "Sí, eso es.",
      "La dirección es calle Olmo 21, 3.º izquierda.",
      "Perfecto, espero.",
      "No, no dejaron aviso.",
      "¿El viernes por la tarde?",
      "El número es #.",
    ],
    answer: [
      "Lo compruebo ahora mismo.",
      "Su paquete está en reparto.",
      "He abierto la incidencia #.",
      "¿Me dice el número de pedido?",
      "El cambio está hecho.",
    ],
    closing: ["¡Muchas gracias!", "Gracias por la ayuda.", "Ya llegó, un saludo 😊"],
  },
  ar: {
    opening: ["مرحبا، طلبي رقم # لم يصل بعد.", "هل يمكن تغيير عنوان التوصيل؟", "هل المتجر مفتوح يوم الأحد؟"],
    contact: ["نعم، صحيح.", "سأنتظر ردكم.", "الرقم هو #."],
    answer: ["سنتحقق من ذلك الآن.", "الشحنة في الطريق إليك اليوم.", "ما هو رقم الطلب؟"],
    closing: ["شكرا جزيلا!", "شكرا على المساعدة."],
  },
};

/** A sentence of that kind with its numbers filled in. */
export function phrase(random: Random, language: Language, kind: keyof Phrases): string {
  return random.pick(PHRASES[language][kind]).replaceAll("#", () => String(random.between(41_000, 98_999)));
}
