"""Gives a question typed without diacritics its diacritics back.

Every syllable may stand for several accented ones; which is meant is decided for the whole
question at once, by how often the archive's own reports write each syllable and each pair of
neighbours (Viterbi over a bigram model), with the field's phrases and everyday question
words as prior counts.
"""

from __future__ import annotations

import math
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from assistant import lexicon
from corpus.vietnamese import fold, has_diacritics, is_syllable, nfc, normalise_tones, tokens

Vocabulary = Mapping[str, int]
Bigrams = Mapping[tuple[str, str], int]

# What questions say and reports seldom do.
_EVERYDAY: Final = """
bao nhiêu; có bao nhiêu; là bao nhiêu; được bao nhiêu; bao nhiêu phần trăm; bao giờ; bao lâu;
bao nhiêu tiền; bao nhiêu tỷ; bao nhiêu lượt; bao nhiêu trạm; bao nhiêu hồ sơ; bao nhiêu người;
bao nhiêu vị trí; dài bao nhiêu; thu bao nhiêu; đạt bao nhiêu; tăng bao nhiêu; giảm bao nhiêu;
phạt bao nhiêu; hết bao nhiêu; hơn bao nhiêu; nhận bao nhiêu; cấp bao nhiêu; mở bao nhiêu; là mấy;
có mấy; được mấy; mấy cái; mấy trạm; mấy lớp; mấy người; mấy tuyến; mấy đơn vị; mấy phần trăm;
tăng mấy; giảm mấy; hơn mấy; cấp mấy; số mấy; tháng mấy; ngày mấy; mở mấy; nhận mấy; thế nào;
như thế nào; ra sao; thì sao; thế còn; thế thì; thế năm; thế tháng; thế quý; vì sao; tại sao;
làm sao; ở đâu; do đâu; khi nào; lúc nào; hôm nào; ngày nào; tháng nào; năm nào; nơi nào;
những nơi; cái nào; loại nào; loại gì; tỉnh nào; huyện nào; xã nào; cấp nào; đơn vị nào;
cơ quan nào; nội dung nào; công ty nào; địa phương nào; văn bản nào; kế hoạch nào; quyết định nào;
lĩnh vực nào; báo nào; giai đoạn nào; những ai; là ai; ai ký; ai là; cho ai; là gì; việc gì;
làm gì; những gì; có gì; nội dung gì; về gì; về việc gì; tên gì; gồm những; những đơn vị;
những cơ quan; những công ty; những dự án; những nội dung; những kế hoạch; những lĩnh vực;
những văn bản; những loại; các đơn vị; các cấp; mỗi loại; mỗi cấp; mỗi lĩnh vực; mỗi ngày;
có không; có phải; phải không; hay không; được không; đúng không; hay chưa; được chưa; đã có;
đã được; đã cấp; đã mở; đã lắp; cho biết; cho hỏi; cho tôi; cho xem; cho mình; xin hỏi;
xin cho biết; tôi muốn; muốn biết; cần biết; giúp tôi; giúp mình; báo cáo đó; báo cáo này; cấp đó;
tỉnh đó; năm đó; tháng đó; so sánh; so với; so với tháng trước; so với cùng kỳ; so với năm trước;
nhiều hơn; ít hơn; cao hơn; thấp hơn; lớn hơn; nhiều nhất; ít nhất; cao nhất; thấp nhất; lớn nhất;
mới nhất; gần nhất; tăng hay giảm; hay giảm; hay tăng; chênh nhau; chênh lệch; khác nhau;
tăng thêm; hiện có; hiện nay; hiện tại; hiện giờ; đến nay; tính đến; từ đầu năm; từ năm; từ tháng;
từ ngày; đến ngày; chuyển từ; cuối năm; đầu năm; hồi tháng; hồi đầu; hồi năm; năm ngoái; năm nay;
năm qua; tháng này; tháng tư; tháng vừa rồi; tháng qua; quý này; quý trước; trong đó; trong quý;
tất cả; tổng cộng; tổng số; liệt kê; kể tên; ở cấp; ở tỉnh; ở những; ở nơi; nơi công cộng; đặt tại;
đặt ở; gửi tới; gửi cho; Sở đã; Sở ban hành; Sở tham mưu; Sở có; của Sở; do Sở; bị Sở; được Sở;
tỉnh đã; tỉnh có; ở huyện; lý do; nguyên nhân; tình trạng; tình hình; đăng bao nhiêu; đăng mấy;
đăng tin; đăng tải; chứ không; để làm gì; làm gì để; để ngăn; họp hôm; họp ngày; họp báo;
thời tiết; ngày mai; hôm nay; hôm qua; có mưa; bạn là; của bạn; bạn có
"""
# Words that are frequent in any Vietnamese, with a count in proportion to their rivals.
_FREQUENT: Final = """
của và là các những được có cho trong với không này đó khi từ đến đã sẽ đang một hai ba bốn năm
sáu bảy tám chín mười về ra vào ở tại theo như cũng còn nhiều ít hơn rất mới mấy gì ai nào sao
thì mà hay hoặc nhưng nếu vì do bởi để bằng trên dưới người ngày tháng năm quý tỉnh huyện xã số
tôi bạn mình anh chị em xin hỏi hãy nhé nhỉ ạ rồi chưa bị phải đây kia thế vậy mỗi tất cả
"""

_EVERYDAY_WEIGHT: Final = 3
_FREQUENT_WEIGHT: Final = 12
_PHRASE_WEIGHT: Final = 1
_PAIR_SHARE: Final = 0.85  # of the probability that goes to the pair where its left is known
_UNSEEN: Final = 0.05
_BEAM: Final = 40  # most readings of one syllable


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Count the accented syllables of `texts` and their neighbouring pairs, in lower case.

    Pairs do not reach over punctuation. Texts written without diacritics are left out.
    """
    vocabulary: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        plain = normalise_tones(nfc(text)).lower()
        if not has_diacritics(plain):
            continue
        found = tokens(plain)
        vocabulary.update(token.text for token in found)
        pairs.update(
            (left.text, right.text)
            for left, right in pairwise(found)
            if not plain[left.end : right.start].strip()
        )
    return vocabulary, pairs


@lru_cache(maxsize=1)
def _prior() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return counts of everyday question words and of the lexicon's phrases."""
    vocabulary: Counter[str] = Counter(dict.fromkeys(_FREQUENT.split(), _FREQUENT_WEIGHT))
    pairs: Counter[tuple[str, str]] = Counter()
    everyday = (tuple(phrase.split()) for phrase in _EVERYDAY.lower().split(";"))
    for phrases, weight in (
        (everyday, _EVERYDAY_WEIGHT),
        (lexicon.load().phrases(), _PHRASE_WEIGHT),
    ):
        for phrase in phrases:
            for syllable in phrase:
                if is_syllable(syllable):
                    vocabulary[syllable] += weight
            for pair in pairwise(phrase):
                pairs[pair] += weight
    return vocabulary, pairs


class Restorer:
    """Restores diacritics by the counts of one archive; build once, use for many questions."""

    def __init__(self, vocabulary: Vocabulary, bigrams: Bigrams) -> None:
        """Take lower-case accented syllables and neighbouring pairs with their counts."""
        prior, prior_pairs = _prior()
        self._counts = Counter(vocabulary)  # the larger first: it is copied, the other counted
        self._counts.update(prior)
        self._pairs = Counter(bigrams)
        self._pairs.update(prior_pairs)
        self._total = self._counts.total()
        self._lefts: Counter[str] = Counter()
        for (left, _), seen in self._pairs.items():
            self._lefts[left] += seen
        readings: dict[str, list[str]] = {}
        for syllable in self._counts:
            if syllable.isalpha() and (is_syllable(syllable) or syllable in vocabulary):
                readings.setdefault(fold(syllable), []).append(syllable)
        self._readings = {
            folded: tuple(sorted(found, key=lambda one: (-self._counts[one], one))[:_BEAM])
            for folded, found in readings.items()
        }

    def restore(self, text: str) -> str:
        """Return `text` (NFC) with diacritics; same length, case and punctuation kept.

        Syllables that are unknown, hold a digit or already have diacritics stay, and so do
        acronyms in capitals within a text that is not all capitals.
        """
        text = nfc(text)
        found = tokens(text)
        shouting = text.isupper()
        candidates = [self._candidates(token.text, shouting) for token in found]
        best = self._best_path(candidates)
        pieces: list[str] = []
        done = 0
        for token, chosen in zip(found, best, strict=True):
            pieces += (text[done : token.start], _cased(chosen, token.text))
            done = token.end
        return "".join((*pieces, text[done:]))

    def _candidates(self, word: str, shouting: bool) -> tuple[str, ...]:
        lowered = normalise_tones(word.lower())
        acronym = word.isupper() and len(word) > 1 and not shouting
        if acronym or not word.isalpha() or has_diacritics(word):
            return (lowered,)
        return self._readings.get(lowered, (lowered,))

    def _best_path(self, candidates: Sequence[tuple[str, ...]]) -> list[str]:
        """Return the most probable reading of every syllable (Viterbi)."""
        if not candidates:
            return []
        scores = [self._log(None, reading) for reading in candidates[0]]
        back: list[list[int]] = []
        for before, here in pairwise(candidates):
            pointers: list[int] = []
            following: list[float] = []
            for reading in here:
                ways = [
                    score + self._log(left, reading)
                    for left, score in zip(before, scores, strict=True)
                ]
                pointer = max(range(len(ways)), key=ways.__getitem__)
                pointers.append(pointer)
                following.append(ways[pointer])
            back.append(pointers)
            scores = following
        position = max(range(len(scores)), key=scores.__getitem__)
        path = [candidates[-1][position]]
        for step in range(len(back) - 1, -1, -1):
            position = back[step][position]
            path.append(candidates[step][position])
        return path[::-1]

    def _log(self, left: str | None, right: str) -> float:
        alone = (self._counts[right] + _UNSEEN) / (self._total + 1)
        if left is None or not (seen := self._lefts[left]):
            return math.log(alone)
        pair = self._pairs[left, right] / seen
        # Few sightings of the left syllable say little about what follows it.
        share = _PAIR_SHARE * seen / (seen + 2)
        return math.log(share * pair + (1 - share) * alone)


def restore(text: str, vocabulary: Vocabulary, bigrams: Bigrams) -> str:
    """Return an unaccented Vietnamese `text` with diacritics by the archive's own counts.

    What is worked out from the counts is kept for as long as the same mappings are passed
    (and have kept their sizes).
    """
    return _restorer(vocabulary, bigrams).restore(text)


_lock = threading.Lock()
_latest: list[tuple[Vocabulary, Bigrams, tuple[int, int], Restorer]] = []


def _restorer(vocabulary: Vocabulary, bigrams: Bigrams) -> Restorer:
    sizes = (len(vocabulary), len(bigrams))
    with _lock:
        for words, pairs, known_sizes, restorer in _latest:
            if words is vocabulary and pairs is bigrams and known_sizes == sizes:
                return restorer
        restorer = Restorer(vocabulary, bigrams)
        _latest[:] = [(vocabulary, bigrams, sizes, restorer)]
        return restorer


def _cased(syllable: str, written: str) -> str:
    """Return `syllable` in the case in which it was `written`."""
    if written.islower():
        return syllable
    if written.isupper() and len(written) > 1:
        return syllable.upper()
    if written[:1].isupper() and (len(written) == 1 or written[1:].islower()):
        return syllable[:1].upper() + syllable[1:]
    return written if fold(written) == syllable else _letterwise(syllable, written)


def _letterwise(syllable: str, written: str) -> str:
    return "".join(
        new.upper() if old.isupper() else new for new, old in zip(syllable, written, strict=True)
    )
