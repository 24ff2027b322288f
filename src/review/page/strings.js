// @ts-check
// The texts of the page, in English and Arabic.

const EN = {
  journal: 'Journal', 'journal-hint': 'Everything that was done, newest first. One step leads to any moment; nothing is lost on the way.', here: 'you are here', 'go-back': 'Back to here', 'go-forth': 'Forward to here', beginning: 'The beginning', 'did-travel': 'Moved to another moment of the journal',
  'by-severity': 'By severity', 'by-kind': 'By kind', 's-error': 'Errors', 's-warning': 'Errors and warnings', 's-note': 'All, notes too', 'any-confidence': 'Any confidence', below: 'Below {n}', panel: 'Panel beside the rows', renewed: 'Made by the last realignment', 'next-renewed': 'Next row changed by realignment', 'previous-renewed': 'Previous row changed by realignment',
  'f-xliff2': 'XLIFF 2.0', 'f-plain-jsonl': 'JSONL, only id and texts', 'f-csv': 'CSV, a table', 'f-xlsx': 'Excel workbook', 'f-findings-html': 'Findings as a page (HTML)', 'f-findings-tsv': 'Findings as a table (TSV)', 'leave-findings': '{n} findings will be exported', 'leave-findings-1': '1 finding will be exported',
  title: 'Mizan', rows: 'rows', reviewed: '{done} of {all} reviewed', open: '{n} figures open', 'open-1': '1 figure open', 'open-0': 'no figure open',
  undo: 'Undo', redo: 'Redo', realign: 'Realign the rest', export: 'Export', help: 'Keys', columns: 'Swap columns', dark: 'Light or dark', language: 'العربية',
  search: 'Search both texts', all: 'All', figures: 'With findings', uneven: 'Not 1–1', doubted: 'Different meaning?', adequacy: 'Adequacy', 'adequacy-is': 'How probably both sides say the same', 'no-translation': 'These two texts do not look like translations of each other: {n} of {all} rows seem to say different things or have no counterpart.', unreviewed: 'Not reviewed', edited: 'Edited', flagged: 'Flagged', noted: 'With notes',
  'any-kind': 'Any finding or none', order: 'Order', document: 'As in the text', doubt: 'Doubtful first', shown: '{n} rows', 'shown-1': '1 row', empty: 'No row matches these filters.',
  confidence: 'Confidence', confirmed: 'Confirmed', kind: 'Sentences: Arabic – English', boundary: 'Two sentences meet here', original: 'In the document', nothing: 'no counterpart', strip: 'Where the doubtful rows are: click to go there',
  'mark-error': 'The values differ', 'mark-warning': 'Look at this figure', 'mark-note': 'Worth knowing', 'mark-accepted': 'Accepted', 'mark-figure': 'The same value on both sides', 'mark-name': 'A name found on both sides', 'name-place': 'place', 'name-person': 'person', 'name-organisation': 'organisation', 'name-nationality': 'nationality', 'name-work': 'work', 'name-product': 'product', 'name-religion': 'religion', 'mark-identical': 'The same on both sides',
  row: 'Row', findings: 'What to look at', anchors: 'Why these belong together', 'no-anchors': 'Only place and length.', 'no-findings': 'No findings.', mend: 'Edit', said: 'What was said',
  accept: 'All right here', everywhere: 'All right everywhere', accepted: 'accepted', 'take-back': 'Take back', none: 'none', arabic: 'Arabic', english: 'English',
  'a-figure': 'Figures', 'a-name': 'Names', 'a-lexicon': 'Lexicon', 'a-learnt': 'Learnt from this text', 'a-identical': 'Identical', 'a-mark': 'Marks',
  merge: 'Merge with next', 'merge-up': 'Merge with previous', split: 'Split', cut: 'Cut at caret', unlink: 'Unlink', link: 'Link chosen', swap: 'Swap English', choose: 'Choose', confirm: 'Confirm or not', unconfirm: 'Not confirmed', 'confirm-next': 'Confirm', 'confirm-above': 'Confirm above', flag: 'Flag', unflag: 'Unflag', note: 'Note', correct: 'Correct text', move: 'Move a sentence',
  'ar-up': 'Arabic first ↑', 'ar-down': 'Arabic last ↓', 'en-up': 'English first ↑', 'en-down': 'English last ↓',
  'next-row': 'Next row', 'previous-row': 'Previous row', 'next-finding': 'Next finding', 'previous-finding': 'Previous finding', 'next-doubt': 'Next doubtful row', 'previous-doubt': 'Previous doubtful row', 'next-open': 'Next row not reviewed', 'previous-open': 'Previous row not reviewed', first: 'First row', last: 'Last row', 'page-down': 'A page down', 'page-up': 'A page up', 'clear-filters': 'Clear filters, back to the rows', 'accept-everywhere': 'Accept the finding everywhere', 'accept-here': 'Accept the finding here',
  elsewhere: 'Its other half is elsewhere', 'in-row': 'in row {n}', 'to-row': 'Go to row {n}', 'link-both': 'Link them', 'no-elsewhere': 'Nothing in this row has its other half elsewhere',
  going: 'Navigation', mending: 'Editing', saying: 'Review', other: 'Other',
  save: 'Save', cancel: 'Cancel', close: 'Close', restore: 'As in the document', 'cut-here': 'Cut here',
  'note-title': 'Note on row {n}', 'edit-title': 'Correct row {n}', 'export-title': 'Export', 'help-title': 'Keys', 'help-hint': 'Keys are places on the keyboard: they are the same under an Arabic layout.',
  format: 'Format', which: 'Which rows', 'only-confirmed': 'confirmed only', 'no-flagged': 'without flagged rows and open findings (confirmed rows stay)', 'above': 'confidence at least', leave: '{n} rows will be exported', 'leave-1': '1 row will be exported', download: 'Download',
  'f-tmx': 'TMX, for translators\u2019 tools', 'f-xliff': 'XLIFF, for translators\u2019 tools', 'f-json': 'JSON, the whole alignment', 'f-jsonl': 'JSONL, one pair per line', 'f-tsv': 'TSV, a table', 'f-html': 'HTML, a report to print', 'f-index': 'Index, numbers of sentences', 'f-hunalign': 'Ladder, as hunalign writes it',
  'realign-title': 'Realign the rest?', 'realign-text': '{n} confirmed rows stay as they are. Everything between them is aligned again; corrections of the text stay. One undo reverts it.', working: 'Aligning …',
  'did-merge': 'Merged', 'did-split': 'Split', 'did-cut': 'Cut in two', 'did-move': 'Moved', 'did-unlink': 'Unlinked', 'did-link': 'Linked', 'did-swap': 'English sides swapped', 'did-confirm': 'Confirmed', 'did-confirm-above': '{n} rows confirmed', 'did-flag': 'Flag changed', 'did-note': 'Note saved', 'did-correct': 'Text corrected', 'did-accept': 'Accepted here', 'did-accept-everywhere': 'Accepted everywhere: {n} rows', 'did-realign': '{n} rows changed by realignment (Y shows the next)', 'did-realign-1': '1 row changed by realignment (Y shows it)', 'did-realign-0': 'Realignment changed nothing', undone: 'Undone: {what}', redone: 'Redone: {what}', nothing_changed: 'Nothing to change',
  'keep-writing': 'Keep writing', discard: 'Discard', 'discard-question': 'Discard what you typed?', 'draft-restored': 'This was typed earlier and not saved.', 'as-stored': 'As saved', 'written-elsewhere': 'The text was changed elsewhere in the meantime. Save again to put yours in its place.', 'now-reads': 'It now reads:', 'piece-gone': 'This sentence is no longer there; copy what you typed.', unsaved: '{n} texts were typed and not saved.', 'unsaved-1': 'A text was typed and not saved.', 'look-at-it': 'Look at it',
  'confirm-title': 'Confirm the rows of this list?', 'confirm-text': '{n} rows of this list will be confirmed, and no others.', 'confirm-text-1': '1 row of this list will be confirmed, and no other.', 'confirm-text-0': 'No row will be confirmed: all that are left have an open error.', 'confirm-wrong': 'also the {n} rows with an open error', 'confirm-wrong-1': 'also the row with an open error', 'confirm-many': 'Confirm rows', 'accept-many': 'Accept in rows', judge: 'Judgements from a workbook', 'did-judge': 'Judgements of a workbook: {n} rows', 'did-judge-1': 'Judgements of a workbook: 1 row', 'did-confirm-many': '{n} rows confirmed', 'did-confirm-many-1': '1 row confirmed', 'did-accept-many': 'Accepted in {n} rows of this list', 'did-accept-many-1': 'Accepted in 1 row of this list', 'did-accept-everywhere-1': 'Accepted everywhere: 1 row',
  about: 'about', place: 'place', decade: 'the decade from', century: 'century', times: 'times', 'kind-says': '{ar} Arabic, {en} English sentences', 'error-here': 'Error', 'warning-here': 'Warning', others: ', {n} other findings', 'others-1': ', 1 other finding', letters: 'Keys of one letter, digit or sign are on', 'letters-hint': 'When they are off, arrows, Enter, Esc, function keys and keys with Ctrl still work.', 'wrong-leave': '{n} of them have an open error.', 'wrong-leave-1': '1 of them has an open error.', omitted: '{n} rows are left out.', 'omitted-1': '1 row is left out.', 
  concordance: 'Where is it used?', 'concordance-hint': 'One word or several, in any form: in every row and in every memory given with --memory.', replace: 'Replace', 'replace-find': 'Find', 'replace-with': 'Replace with', 'replace-lang': 'In', 'replace-words': 'whole words only', 'replace-case': 'capitals and small letters differ', 'replace-all': 'Replace', 'replace-count': '{n} sentences change', 'replace-count-1': '1 sentence changes', 'replace-count-0': 'No sentence changes', side: 'Side', remarks: 'Terms and renderings', 'terms-title': 'Terms', 'no-terms': 'Give a list of terms with --terms FILE.tsv (or TBX) when you start mizan.', 'terms-kept': 'All {n} terms are kept.', 'terms-kept-1': 'The term is kept.', 'term-missing': 'is missing', 'term-forbidden': 'is not to be used', 'ways-title': 'Rendered in two ways', 'no-ways': 'None.', 'choose-down': 'Choose this and the next', 'choose-up': 'Choose this and the one above', compact: 'Compact or wide rows', larger: 'Larger texts', smaller: 'Smaller texts',
  'drop-title': 'Drop two texts here, a folder or a translation memory', 'drop-hint': 'An Arabic text and its English translation (txt, docx, odt, html, md …), a folder of such pairs, or a file of pairs (tmx, xliff, tsv, json …). They are aligned on this computer and sent nowhere.', 'choose-files': 'Choose files', 'choose-folder': 'Choose a folder', 'made-in': 'Projects are saved in', recent: 'Recent projects', 'no-recent': 'Nothing yet.', 'no-files': 'There is no file in it.', stop: 'Stop', projects: 'Other projects',
  'document-one': 'Document', 'all-documents': 'All {n} documents', 'part-progress': '{done} of {all}, {open} open',
  filters: 'Filters',
  share: 'Share', 'share-hint': 'Everybody with a link reaches this project on your network, under the name and with the role of the invitation, until you take it back. Give a link to one person only.', 'guest-name': 'Name', role: 'Role', 'role-read': 'reads', 'role-comment': 'comments', 'role-edit': 'edits', invite: 'Invite', dismiss: 'Take back', 'link-of': 'Link for {who}', 'not-shared': 'This project is not shared: start mizan with --listen.', 'may-only-read': 'Your invitation allows you to read only.', 'may-only-comment': 'Your invitation allows you to comment: notes, replies and flags.', 'people-here': 'Also here', 'here-too': '{who} is in this row', heard: '{who} changed many rows.',
  'merge-copy': 'Merge a colleague\u2019s copy', 'merge-do': 'Merge', 'merge-file': 'Choose a file', 'merge-hint': 'A copy of this project (NAME.mizan), or a file of pairs that was exported from it and corrected elsewhere. Only what differs is taken, and one undo reverts it.', 'merge-choose': 'Choose a file first.', 'merge-theirs': '{n} rows were changed there only, and are taken', 'merge-theirs-1': '1 row was changed there only, and is taken', 'merge-mine': '{n} rows were changed here only, and stay', 'merge-mine-1': '1 row was changed here only, and stays', 'merge-agreed': '{n} rows were changed in the same way', 'merge-agreed-1': '1 row was changed in the same way', 'merge-said': '{n} rows get new notes or marks', 'merge-said-1': '1 row gets new notes or marks', 'merge-lost': '{n} pairs of the file belong to no row and are left out', 'merge-lost-1': '1 pair of the file belongs to no row and is left out', 'merge-nothing': 'There is nothing new in it.', 'merge-conflicts': 'Both of you changed these {n} places. Choose which to keep.', 'merge-conflicts-1': 'Both of you changed this place. Choose which to keep.', 'version-mine': 'Here', 'version-theirs': 'In the copy', 'did-merge-copy': 'Merged: {n} rows', 'did-merge-copy-1': 'Merged: 1 row',
  reply: 'Reply', 'change-note': 'Change the note', 'did-reply': 'Reply saved', 'confirmed-by': 'Confirmed by {who}', 'edited-by': 'Corrected by {who}', 'flagged-by': 'Flagged by {who}',
  repair: 'Correct figure', 'repair-other': 'Correct figure on the other side', 'no-repair': 'No wording of the right value is known here', 'repair-look': 'This is a proposal: check that the words around it still fit.', 'edited-row': 'edited',
  stale: 'The rows had been changed elsewhere; this page has been brought up to date.', lost: 'The server does not answer. Is mizan still running?', 'choose-two': 'Choose one or two rows first (Space)', 'no-caret': 'Click into a sentence first, where it is to be cut', 'no-finding': 'No finding in this row', 'no-more': 'None found',
};

/** @type {typeof EN} */
const AR = {
  journal: 'السجلّ', 'journal-hint': 'كل ما جرى، والأحدث أولًا. خطوة واحدة تعود بك إلى أي لحظة، ولا يضيع شيء.', here: 'أنت هنا', 'go-back': 'عد إلى هنا', 'go-forth': 'تقدّم إلى هنا', beginning: 'البداية', 'did-travel': 'انتقلت إلى لحظة أخرى من السجلّ',
  'by-severity': 'بحسب الخطورة', 'by-kind': 'بحسب النوع', 's-error': 'الأخطاء', 's-warning': 'الأخطاء والتنبيهات', 's-note': 'الكل مع الملاحظات', 'any-confidence': 'أي ثقة', below: 'أقل من {n}', panel: 'اللوحة الجانبية', renewed: 'من آخر محاذاة', 'next-renewed': 'التالي مما غيّرته المحاذاة', 'previous-renewed': 'السابق مما غيّرته المحاذاة',
  'f-xliff2': 'XLIFF 2.0', 'f-plain-jsonl': 'JSONL: المعرّف والنصّان فقط', 'f-csv': 'CSV: جدول', 'f-xlsx': 'مصنّف Excel', 'f-findings-html': 'ما يستحق النظر، صفحة (HTML)', 'f-findings-tsv': 'ما يستحق النظر، جدول (TSV)', 'leave-findings': 'عدد المصدَّر مما يستحق النظر: {n}', 'leave-findings-1': 'موضع واحد يُصدَّر',
  title: 'ميزان', rows: 'صفًا', reviewed: 'رُوجع {done} من {all}', open: 'أرقام تنتظر النظر: {n}', 'open-1': 'رقم واحد ينتظر النظر', 'open-0': 'لا أرقام تنتظر النظر',
  undo: 'تراجع', redo: 'إعادة', realign: 'أعد محاذاة الباقي', export: 'تصدير', help: 'المفاتيح', columns: 'بدّل العمودين', dark: 'فاتح أو داكن', language: 'English',
  search: 'ابحث في النصّين', all: 'الكل', figures: 'فيه ما يُنظر', uneven: 'ليس ١–١', doubted: 'معنى مختلف؟', adequacy: 'التطابق', 'adequacy-is': 'احتمال أن يقول الطرفان الشيء نفسه', 'no-translation': 'لا يبدو أن أحد النصين ترجمة للآخر: {n} من {all} صفًّا يختلف طرفاها معنًى في ما يبدو أو ليس لها مقابل.', unreviewed: 'لم يُراجع', edited: 'معدّل', flagged: 'معلَّم', noted: 'عليه ملاحظة',
  'any-kind': 'أي خلل أو بلا خلل', order: 'الترتيب', document: 'كما في النص', doubt: 'المشكوك فيه أولًا', shown: 'الصفوف: {n}', 'shown-1': 'صف واحد', empty: 'لا صفوف توافق هذه الشروط.',
  confidence: 'الثقة', confirmed: 'مؤكَّد', kind: 'الجمل: عربي – إنجليزي', boundary: 'هنا تلتقي جملتان', original: 'في الأصل', nothing: 'لا مقابل', strip: 'مواضع الشك: اختر موضعًا للانتقال إليه',
  'mark-error': 'القيمتان مختلفتان', 'mark-warning': 'انظر في هذا الرقم', 'mark-note': 'للعلم', 'mark-accepted': 'مقبول', 'mark-figure': 'القيمة نفسها في الجانبين', 'mark-name': 'اسم في الجانبين', 'name-place': 'مكان', 'name-person': 'شخص', 'name-organisation': 'مؤسسة', 'name-nationality': 'جنسية', 'name-work': 'عمل', 'name-product': 'منتج', 'name-religion': 'دين', 'mark-identical': 'متطابق في الجانبين',
  row: 'الصف', findings: 'ما يستحق النظر', anchors: 'لماذا يتقابلان', 'no-anchors': 'لا شيء سوى الموضع والطول.', 'no-findings': 'لا اعتراض.', mend: 'تحرير', said: 'ما قيل فيه',
  accept: 'صحيح هنا', everywhere: 'صحيح أينما ورد', accepted: 'مقبول', 'take-back': 'اسحب القبول', none: 'لا شيء', arabic: 'العربية', english: 'الإنجليزية',
  'a-figure': 'أرقام', 'a-name': 'أسماء', 'a-lexicon': 'المعجم', 'a-learnt': 'من هذا النص نفسه', 'a-identical': 'متطابق', 'a-mark': 'علامات',
  merge: 'ادمج مع التالي', 'merge-up': 'ادمج مع السابق', split: 'اقسم', cut: 'اقطع عند المؤشر', unlink: 'افصل', link: 'اربط المختار', swap: 'بدّل الإنجليزي', choose: 'اختر', confirm: 'أكّد أو ألغِ', unconfirm: 'ألغِ التأكيد', 'confirm-next': 'أكّد', 'confirm-above': 'أكّد ما سبق', flag: 'علّم', unflag: 'أزل العلامة', note: 'ملاحظة', correct: 'صحّح النص', move: 'انقل جملة',
  'ar-up': 'أول العربي ↑', 'ar-down': 'آخر العربي ↓', 'en-up': 'أول الإنجليزي ↑', 'en-down': 'آخر الإنجليزي ↓',
  'next-row': 'الصف التالي', 'previous-row': 'الصف السابق', 'next-finding': 'الخلل التالي', 'previous-finding': 'الخلل السابق', 'next-doubt': 'المشكوك فيه التالي', 'previous-doubt': 'المشكوك فيه السابق', 'next-open': 'التالي الذي لم يُراجع', 'previous-open': 'السابق الذي لم يُراجع', first: 'أول صف', last: 'آخر صف', 'page-down': 'صفحة إلى أسفل', 'page-up': 'صفحة إلى أعلى', 'clear-filters': 'أزل الشروط وعد إلى الصفوف', 'accept-everywhere': 'اقبل الخلل أينما ورد', 'accept-here': 'اقبل الخلل هنا',
  elsewhere: 'مقابله في موضع آخر', 'in-row': 'في الصف {n}', 'to-row': 'إلى الصف {n}', 'link-both': 'اربطهما', 'no-elsewhere': 'لا شيء من هذا الصف في موضع آخر',
  going: 'التنقّل', mending: 'التحرير', saying: 'الحكم', other: 'غير ذلك',
  save: 'احفظ', cancel: 'ألغِ', close: 'أغلق', restore: 'كما في الأصل', 'cut-here': 'اقطع هنا',
  'note-title': 'ملاحظة على الصف {n}', 'edit-title': 'تصحيح الصف {n}', 'export-title': 'تصدير', 'help-title': 'المفاتيح', 'help-hint': 'المفاتيح بحسب مواضعها على اللوحة، فهي واحدة في التخطيط العربي واللاتيني.',
  format: 'الصيغة', which: 'أي الصفوف', 'only-confirmed': 'المؤكّد فقط', 'no-flagged': 'بلا المعلَّم وما لم يُبتّ فيه (ويبقى المؤكَّد)', 'above': 'بثقة لا تقل عن', leave: 'عدد الصفوف المصدَّرة: {n}', 'leave-1': 'صف واحد يُصدَّر', download: 'نزّل',
  'f-tmx': 'TMX لأدوات الترجمة', 'f-xliff': 'XLIFF لأدوات الترجمة', 'f-json': 'JSON: المحاذاة كاملة', 'f-jsonl': 'JSONL: زوج في كل سطر', 'f-tsv': 'TSV: جدول', 'f-html': 'HTML: تقرير للطباعة', 'f-index': 'أرقام الجمل (index)', 'f-hunalign': 'سلّم hunalign',
  'realign-title': 'أتعاد محاذاة الباقي؟', 'realign-text': 'تبقى الصفوف المؤكَّدة ({n}) كما هي، ويُحاذى ما بينها من جديد، وتبقى تصحيحات النص. ويكفي تراجع واحد لإلغاء ذلك.', working: 'تجري المحاذاة …',
  'did-merge': 'دُمجا', 'did-split': 'قُسم', 'did-cut': 'قُطعت الجملة', 'did-move': 'نُقلت الجملة', 'did-unlink': 'فُصلا', 'did-link': 'رُبطا', 'did-swap': 'بُدّل الجانب الإنجليزي', 'did-confirm': 'أُكّد', 'did-confirm-above': 'الصفوف المؤكَّدة: {n}', 'did-flag': 'تغيّرت العلامة', 'did-note': 'حُفظت الملاحظة', 'did-correct': 'صُحّح النص', 'did-accept': 'قُبل هنا', 'did-accept-everywhere': 'قُبل أينما ورد، وعدد الصفوف {n}', 'did-realign': 'الصفوف التي غيّرتها المحاذاة: {n} (المفتاح Y للتالي)', 'did-realign-1': 'صف واحد غيّرته المحاذاة (المفتاح Y لعرضه)', 'did-realign-0': 'لم تغيّر المحاذاة شيئًا', undone: 'تراجع: {what}', redone: 'إعادة: {what}', nothing_changed: 'لا شيء يتغيّر',
  'keep-writing': 'تابع الكتابة', discard: 'تجاهل', 'discard-question': 'أيُترك ما كتبته؟', 'draft-restored': 'كُتب هذا من قبل ولم يُحفظ.', 'as-stored': 'كما حُفظ', 'written-elsewhere': 'تغيّر النص في مكان آخر أثناء ذلك. احفظ ثانيةً ليحلّ نصّك محلّه.', 'now-reads': 'نصّه الآن:', 'piece-gone': 'لم تعد هذه الجملة موجودة؛ انسخ ما كتبته.', unsaved: 'نصوص كُتبت ولم تُحفظ: {n}', 'unsaved-1': 'نص كُتب ولم يُحفظ.', 'look-at-it': 'اعرضه',
  'confirm-title': 'أتؤكَّد صفوف هذه القائمة؟', 'confirm-text': 'تؤكَّد الصفوف المعروضة في هذه القائمة وحدها، وعددها {n}.', 'confirm-text-1': 'يؤكَّد صف واحد من هذه القائمة المعروضة، لا غير.', 'confirm-text-0': 'لا يؤكَّد شيء: في كل ما بقي خطأ لم يُبتّ فيه.', 'confirm-wrong': 'ومعها الصفوف التي فيها خطأ لم يُبتّ فيه، وعددها {n}', 'confirm-wrong-1': 'ومعها الصف الذي فيه خطأ لم يُبتّ فيه', 'confirm-many': 'أكّد صفوفًا', 'accept-many': 'اقبل في صفوف', judge: 'أحكام من جدول', 'did-judge': 'أحكام من جدول، عدد صفوفها {n}', 'did-judge-1': 'أحكام من جدول في صف واحد', 'did-confirm-many': 'الصفوف المؤكَّدة: {n}', 'did-confirm-many-1': 'أُكّد صف واحد', 'did-accept-many': 'قُبل في صفوف هذه القائمة، وعددها {n}', 'did-accept-many-1': 'قُبل في صف واحد من هذه القائمة', 'did-accept-everywhere-1': 'قُبل أينما ورد: صف واحد',
  about: 'نحو', place: 'الترتيب', decade: 'عقد', century: 'القرن', times: 'مرة', 'kind-says': 'الجمل العربية: {ar}، الإنجليزية: {en}', 'error-here': 'خطأ', 'warning-here': 'تنبيه', others: ' ومواضع أخرى: {n}', 'others-1': ' وموضع آخر', letters: 'تعمل المفاتيح المفردة (حرف أو رقم أو علامة)', 'letters-hint': 'إذا أُوقفت لم تفعل شيئًا، وتبقى الأسهم وEnter وEsc ومفاتيح الوظائف وما يصحبه Ctrl.', 'wrong-leave': 'وفي {n} منها خطأ لم يُبتّ فيه.', 'wrong-leave-1': 'وفي واحد منها خطأ لم يُبتّ فيه.', omitted: 'الصفوف التي لا تُصدَّر: {n}', 'omitted-1': 'صف واحد لا يُصدَّر.', 
  concordance: 'أين وردت الكلمة؟', 'concordance-hint': 'كلمة أو أكثر بأي صيغة: في كل الصفوف وفي كل ذاكرة أُعطيت بالخيار ‎--memory.', replace: 'استبدل', 'replace-find': 'ابحث عن', 'replace-with': 'ضع مكانه', 'replace-lang': 'في', 'replace-words': 'كلمات كاملة فقط', 'replace-case': 'ميّز الحروف الكبيرة من الصغيرة', 'replace-all': 'استبدل', 'replace-count': 'الجمل التي تتغيّر: {n}', 'replace-count-1': 'جملة واحدة تتغيّر', 'replace-count-0': 'لا جملة تتغيّر', side: 'الجانب', remarks: 'المصطلحات وتعدّد الترجمة', 'terms-title': 'المصطلحات', 'no-terms': 'أعطِ قائمة مصطلحات بالخيار ‎--terms FILE.tsv (أو TBX) عند تشغيل mizan.', 'terms-kept': 'رُوعيت المصطلحات كلها، وعددها {n}.', 'terms-kept-1': 'رُوعي المصطلح.', 'term-missing': 'غائب', 'term-forbidden': 'لا يُستعمل', 'ways-title': 'ما تُرجم بوجهين', 'no-ways': 'لا شيء.', 'choose-down': 'اختر هذا والتالي', 'choose-up': 'اختر هذا والسابق', compact: 'صفوف متراصّة أو واسعة', larger: 'نص أكبر', smaller: 'نص أصغر',
  'drop-title': 'ألقِ هنا نصّين أو مجلّدًا أو ذاكرة ترجمة', 'drop-hint': 'نص عربي وترجمته الإنجليزية (txt أو docx أو odt أو html أو md …)، أو مجلّد فيه مثل هذه الأزواج، أو ملف أزواج (tmx أو xliff أو tsv أو json …). تجري المحاذاة في هذا الحاسوب ولا يخرج منه شيء.', 'choose-files': 'اختر ملفات', 'choose-folder': 'اختر مجلّدًا', 'made-in': 'تُنشأ المشاريع في', recent: 'فُتح مؤخرًا', 'no-recent': 'لا شيء بعد.', 'no-files': 'ليس فيه ملف.', stop: 'أوقف', projects: 'مشاريع أخرى',
  'document-one': 'الوثيقة', 'all-documents': 'كل الوثائق ({n})', 'part-progress': 'رُوجع {done} من {all}، والمفتوح {open}',
  filters: 'الشروط',
  share: 'مشاركة', 'share-hint': 'كل من معه رابط يصل إلى هذا المشروع في شبكتك باسم الدعوة ودورها حتى تسحبها. أعطِ كل رابط لشخص واحد.', 'guest-name': 'الاسم', role: 'الدور', 'role-read': 'يقرأ', 'role-comment': 'يعلّق', 'role-edit': 'يحرّر', invite: 'ادعُ', dismiss: 'اسحب الدعوة', 'link-of': 'رابط {who}', 'not-shared': 'هذا المشروع غير مشترك: شغّل mizan بالخيار ‎--listen.', 'may-only-read': 'دعوتك للقراءة فقط.', 'may-only-comment': 'دعوتك للتعليق: ملاحظات وردود وعلامات.', 'people-here': 'هنا أيضًا', 'here-too': 'في هذا الصف: {who}', heard: 'غيّر {who} صفوفًا كثيرة.',
  'merge-copy': 'ادمج نسخة زميل', 'merge-do': 'ادمج', 'merge-file': 'اختر ملفًا', 'merge-hint': 'نسخة من هذا المشروع (NAME.mizan)، أو ملف أزواج صُدّر منه وصُحّح في مكان آخر. لا يُؤخذ إلا ما اختلف، ويكفي تراجع واحد لإلغائه.', 'merge-choose': 'اختر ملفًا أولًا.', 'merge-theirs': 'صفوف تغيّرت هناك وحدها فتُؤخذ: {n}', 'merge-theirs-1': 'صف واحد تغيّر هناك وحده فيُؤخذ', 'merge-mine': 'صفوف تغيّرت هنا وحدها فتبقى: {n}', 'merge-mine-1': 'صف واحد تغيّر هنا وحده فيبقى', 'merge-agreed': 'صفوف تغيّرت على الوجه نفسه: {n}', 'merge-agreed-1': 'صف واحد تغيّر على الوجه نفسه', 'merge-said': 'صفوف تزاد ملاحظات أو علامات: {n}', 'merge-said-1': 'صف واحد يزاد ملاحظة أو علامة', 'merge-lost': 'أزواج في الملف لا صفّ لها فتُترك: {n}', 'merge-lost-1': 'زوج واحد في الملف لا صفّ له فيُترك', 'merge-nothing': 'لا جديد فيه.', 'merge-conflicts': 'مواضع غيّرها كلاكما: {n}. اختر ما يبقى.', 'merge-conflicts-1': 'هذا الموضع غيّره كلاكما. اختر ما يبقى.', 'version-mine': 'هنا', 'version-theirs': 'في النسخة', 'did-merge-copy': 'الصفوف المدموجة: {n}', 'did-merge-copy-1': 'دُمج صف واحد',
  reply: 'ردّ', 'change-note': 'عدّل الملاحظة', 'did-reply': 'حُفظ الردّ', 'confirmed-by': 'أكّده {who}', 'edited-by': 'صحّحه {who}', 'flagged-by': 'علّمه {who}',
  repair: 'صحّح الرقم', 'repair-other': 'صحّح الرقم في الجانب الآخر', 'no-repair': 'لا تُعرف هنا صياغة للقيمة الصحيحة', 'repair-look': 'هذا اقتراح؛ فانظر هل يوافقه ما حوله.', 'edited-row': 'معدّل',
  stale: 'تغيّرت الصفوف في مكان آخر، وقد حُدّثت هذه الصفحة.', lost: 'الخادم لا يجيب. أما زال ميزان يعمل؟', 'choose-two': 'اختر صفًا أو صفين أولًا (مفتاح المسافة)', 'no-caret': 'انقر أولًا في الجملة حيث تريد قطعها', 'no-finding': 'لا خلل في هذا الصف', 'no-more': 'لم يوجد شيء',
};

/**
 * Names of the kinds of findings in English and Arabic, as sent by the server.
 * @type {Record<string, [string, string]>}
 */
let kinds = {};

/** @param {Record<string, [string, string]>} names */
export function nameKinds(names) {
  kinds = names ?? {};
}

/** @type {'en' | 'ar'} */
let language = 'en';

/** @param {'en' | 'ar'} wanted */
export function speak(wanted) {
  language = wanted;
  document.documentElement.lang = wanted;
  document.documentElement.dir = wanted === 'ar' ? 'rtl' : 'ltr';
}

export const spoken = () => language;

/**
 * A text of the page.
 * @param {string} key
 * @param {Record<string, string | number>} [parts]
 * @returns {string}
 */
export function t(key, parts = {}) {
  const texts = /** @type {Record<string, string>} */ (language === 'ar' ? AR : EN);
  let text = texts[key] ?? key;
  for (const [name, value] of Object.entries(parts)) text = text.replace(`{${name}}`, typeof value === 'number' ? number(value) : value);
  return text;
}

/**
 * A text that depends on a number.
 * @param {string} key
 * @param {number} n
 */
export const counted = (key, n) => t(`${key}-${n}` in EN ? `${key}-${n}` : key, { n });

/** @param {string} code */
export const codeName = (code) => kinds[code]?.[language === 'ar' ? 1 : 0] ?? code.replaceAll('-', ' ');

/**
 * The name of an edit in the journal.
 * @param {string} name
 */
export const editName = (name) => t(name === 'accept' ? 'accept-here' : name);

/**
 * A time in the format of the language.
 * @param {string} at
 */
export const moment = (at) => new Date(at).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' });

/** The language tag for the browser's own formats. */
export const locale = () => (language === 'ar' ? 'ar-EG' : 'en');

/** @param {number} n */
export const number = (n) => n.toLocaleString(locale());

/** @param {number} share */
export const percent = (share) => share.toLocaleString(locale(), { style: 'percent' });
