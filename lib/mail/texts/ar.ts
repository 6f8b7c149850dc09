import type { Texts } from "./en";

const rules = new Intl.PluralRules("ar");
type Noun = { one: string; two: string; few: string; many: string; other: string };

/** A number with its noun after "for": one and two are words, then the noun follows the number. */
function counted(count: number, noun: Noun): string {
  const rule = rules.select(count);
  if (rule === "one" || rule === "two") return noun[rule];
  return `${count} ${rule === "zero" ? noun.other : noun[rule]}`;
}
const days = (count: number) => counted(count, { one: "يوم واحد", two: "يومين", few: "أيام", many: "يوماً", other: "يوم" });
const minutes = (count: number) => counted(count, { one: "دقيقة واحدة", two: "دقيقتين", few: "دقائق", many: "دقيقة", other: "دقيقة" });

/** All texts of mails in Arabic. */
export const ar: Texts = {
  locale: "ar",
  greeting: (name) => `مرحباً ${name}،`,
  why: "تصلك هذه الرسالة لأن لديك حساباً في Portico. لن يطلب منك أحد كلمة مرورك بالبريد.",
  buttonFails: "إذا لم يعمل الزر، فانسخ هذا العنوان إلى متصفحك:",
  invitation: {
    subject: (organization) => `دعوتك إلى ${organization}`,
    preview: (organization) => `عيّن كلمة مرور وسجّل الدخول إلى ${organization}.`,
    title: "أنت مدعو",
    invitedBy: (name, organization) => `يدعوك ${name} إلى ${organization} في Portico، بوابة الشركاء.`,
    invited: (organization) => `أنت مدعو إلى ${organization} في Portico، بوابة الشركاء.`,
    action: "قبول الدعوة",
    until: (day) => `يعمل الرابط مرة واحدة وحتى ${day}. بعد ذلك يمكنك طلب رابط جديد من الصفحة نفسها.`,
    why: "تصلك هذه الرسالة لأن أحداً دعا هذا العنوان إلى Portico. لن يطلب منك أحد كلمة مرورك بالبريد.",
    notExpected: "إذا لم تكن تتوقع هذه الرسالة، فيمكنك تجاهلها: لا يحدث شيء بدونك.",
  },
  firstSteps: {
    subject: "خطواتك التالية",
    intro: (by) => `يذكّرك ${by} بما لم يُنجز بعد:`,
    action: "فتح صفحتي الرئيسية",
  },
  accountChanged: {
    action: "عرض حسابي",
    notYou: "إذا لم تكن أنت من فعل هذا، أو لم تكن تتوقعه، فأبلغ المسؤول لديك فوراً وغيّر كلمة مرورك.",
    cannotSignIn: "إذا لم تكن تتوقع هذا، فاسأل من يتولى أمر المستخدمين في منظمتك: يمكنه إعادة الحساب.",
    labels: { what: "ما حدث", by: "بواسطة", at: "الوقت", device: "الجهاز", ip: "العنوان" },
    changes: {
      "password-changed": { subject: "تغيّرت كلمة مرورك", sentence: "تغيّرت كلمة مرور حسابك." },
      "password-set-by-other": { subject: "عُيّنت كلمة مرورك", sentence: "عيّن شخص آخر كلمة مرور جديدة لحسابك." },
      "factor-added": { subject: "أُضيف تطبيق مصادقة", sentence: "أصبح تطبيق مصادقة يؤكد عمليات تسجيل دخولك." },
      "factor-removed": { subject: "أُزيل تطبيق مصادقة", sentence: "لم يعد تطبيق المصادقة يؤكد عمليات تسجيل دخولك." },
      "factors-reset": { subject: "أُزيلت عوامل التحقق الثانية لحسابك", sentence: "لم تعد تطبيقات المصادقة ومفاتيح المرور ورموز الاسترداد صالحة. سجّل الدخول بكلمة المرور، ثم أعدّ عامل تحقق ثانيًا جديدًا حيث يكون مطلوبًا." },
      "recovery-codes-made": { subject: "أُنشئت رموز استرداد جديدة", sentence: "أُنشئت رموز استرداد جديدة. ولم تعد الرموز السابقة تعمل." },
      "recovery-code-used": { subject: "استُخدم رمز استرداد", sentence: "سجّل شخص الدخول إلى حسابك بأحد رموز الاسترداد الخاصة بك." },
      "passkey-added": { subject: "أُضيف مفتاح مرور", sentence: "يمكن الآن استخدام مفتاح مرور لتسجيل الدخول إلى حسابك." },
      "passkey-removed": { subject: "أُزيل مفتاح مرور", sentence: "لم يعد بالإمكان استخدام أحد مفاتيح المرور الخاصة بك لتسجيل الدخول." },
      "provider-linked": { subject: "رُبط مزوّد لتسجيل الدخول", sentence: "يمكن الآن تسجيل الدخول إلى حسابك عبر مزوّد آخر. أُنهيت كل الجلسات." },
      "address-changed": { subject: "تغيّر عنوان بريدك", sentence: "أصبح حسابك يستخدم عنوان البريد هذا." },
      "address-was-changed": { subject: "تغيّر عنوان بريدك", sentence: "أصبح حسابك يستخدم عنوان بريد آخر. هذه آخر رسالة إلى العنوان القديم." },
      "sessions-ended": { subject: "أُنهيت جلساتك", sentence: "أُنهيت كل جلساتك أو بعضها. سجّل الدخول من جديد حيث تحتاج إلى ذلك." },
      "token-made": { subject: "أُنشئ رمز API", sentence: "أُنشئ رمز وصول يتيح للتطبيقات العمل باسمك." },
      deactivated: { subject: "عُطّل حسابك", sentence: "عُطّل حسابك. لم يعد بإمكانك تسجيل الدخول." },
      "deactivated-idle": { subject: "عُطّل حسابك", sentence: "لم يسجّل أحد الدخول إلى حسابك منذ مدة طويلة، لذلك عُطّل. لم يعد بإمكانك تسجيل الدخول." },
      "deactivated-ended": { subject: "انتهى حسابك", sentence: "انقضى اليوم الأخير لحسابك. لم يعد بإمكانك تسجيل الدخول." },
      reactivated: { subject: "حسابك نشط من جديد", sentence: "أُعيد تفعيل حسابك. يمكنك تسجيل الدخول من جديد." },
    },
  },
  passwordLink: {
    subject: "اختيار كلمة مرور جديدة",
    sentence: "طلب شخص، هو أنت على الأرجح، رابطاً لاختيار كلمة مرور جديدة لحسابك.",
    action: "اختيار كلمة مرور جديدة",
    until: (count) => `يعمل الرابط مرة واحدة ولمدة ${minutes(count)}. يبقى العامل الثاني مطلوباً إن كان لديك.`,
    notExpected: "إذا لم تطلب ذلك، فتجاهل هذه الرسالة: تبقى كلمة مرورك كما هي.",
  },
  signedIn: {
    subject: "تسجيل دخول إلى حسابك",
    subjectNew: "تسجيل دخول من متصفح جديد",
    preview: (moment) => `سجّل شخص الدخول إلى حسابك في ${moment}.`,
    sentence: "سجّل شخص الدخول إلى حسابك.",
    sentenceNew: "سجّل شخص الدخول إلى حسابك من متصفح لم يُستخدم له من قبل.",
    wasYou: "إذا كنت أنت، فلا حاجة إلى فعل شيء. وإلا فأنهِ هذه الجلسة:",
    action: "لم أكن أنا",
    choice: "أنت من يحدد عمليات تسجيل الدخول التي تُبلَّغ بها: حسابي، التفضيلات.",
  },
  signInDenied: {
    subject: (name) => `إفادة من ${name}: لم أكن أنا من سجّل الدخول`,
    sentence: (name) => `يفيد ${name} بأن شخصاً آخر سجّل الدخول إلى حسابه.`,
    done: "أُنهيت كل الجلسات ولم تعد كلمة المرور صالحة. تُختار كلمة مرور جديدة عبر البريد.",
    action: "عرض الحساب",
    look: "راجع النشاط منذ ذلك الحين، وتراجع عما لا ينبغي أن يبقى.",
  },
  accessChanged: {
    subject: "تغيّر وصولك",
    intro: "هذا ما تغيّر في ما يمكنك رؤيته وفعله:",
    kinds: {
      given: (what, by) => `منحك إياه ${by}: ${what}`,
      taken: (what, by) => `سحبه ${by}: ${what}`,
      changed: (what, by) => `غيّره ${by}: ${what}`,
      joined: (what, by) => `أضافك ${by} إلى المجموعة ${what}`,
      left: (what, by) => `أخرجك ${by} من المجموعة ${what}`,
    },
    places: {
      everything: () => "على كل شيء",
      subtree: (name) => `على ${name} وكل ما تحته`,
      direct: (name) => `على ${name} وحده`,
      territory: (name) => `في المنطقة ${name}`,
      program: (name) => `في البرنامج ${name}`,
      customers: () => "على عملاء مختارين",
      own: () => "على العملاء الذين تتولى أمرهم",
    },
    more: (count) => `و${count} أخرى`,
    action: "عرض ما يمكنني فعله",
    ask: "إذا كان شيء ناقصاً أو لا ينبغي أن يكون موجوداً، فاسأل من يدير الوصول في منظمتك.",
  },
  idleWarning: {
    subject: (day) => `سيُعطَّل حسابك في ${day}`,
    title: "حسابك على وشك الانتهاء",
    says: (count, day) => `تُعطَّل الحسابات التي لا يسجّل أحد الدخول إليها لمدة ${days(count)}. وسيُعطَّل حسابك في ${day}.`,
    keeps: "تسجيل الدخول مرة واحدة قبل ذلك يُبقيه.",
    invited: "قبول دعوتك قبل ذلك يُبقيه. إذا لم يعد الرابط لديك، فاطلب رابطاً جديداً ممن دعاك.",
    action: "تسجيل الدخول",
    back: "إذا انتهى، فيمكن لمن يتولى أمر المستخدمين في منظمتك أن يعيده.",
  },
  addressConfirm: {
    subject: "أكّد عنوان بريدك الجديد",
    says: "طلبت استخدام عنوان البريد هذا لحسابك في Portico. يصبح سارياً بعد أن تؤكده.",
    action: "تأكيد العنوان",
    until: (moment) => `يعمل الرابط مرة واحدة وحتى ${moment}، وفقط أثناء تسجيل دخولك.`,
    notYou: "إذا لم تطلب ذلك، فيمكنك تجاهل الرسالة: لا يتغير شيء.",
  },
};
