"""Monthly figures of an invented province: deterministic, and consistent with themselves.

A province's figures follow from its `Profile` and from the first month asked for alone.
Totals are the sums of their parts, cumulative figures start each January, and changes
are computed from the figures that the month before has printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sample.dice import Dice
from sample.model import LEVELS, Month, MonthFacts, Profile

FEEDBACK_SECTORS = ("traffic", "environment", "urban", "land", "telecom", "admin", "other")
CAMERA_FAULTS = (
    "đứt cáp quang do thi công đường",
    "mất nguồn điện tại tủ kỹ thuật",
    "hỏng bộ chuyển đổi quang sau mưa giông",
    "đang chờ thay thế thiết bị hết bảo hành",
)
ALERT_CAUSES = (
    "người dùng cài phần mềm không rõ nguồn gốc",
    "máy trạm chưa cập nhật bản vá hệ điều hành",
    "cắm thiết bị lưu trữ USB đã nhiễm mã độc",
    "đặt mật khẩu yếu cho phần mềm điều khiển từ xa",
    "mở tệp đính kèm trong thư giả mạo",
)


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up, as the reports do."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def share(part: int, whole: int, places: int = 2) -> Decimal:
    """`part` of `whole` in percent; 0 where there is no whole."""
    return rounded(Decimal(part * 100) / whole if whole else Decimal(0), places)


def change(now: int, before: int, places: int = 1) -> Decimal:
    """Signed change from `before` to `now` in percent."""
    return share(now - before, before, places)


def _district_names(dice: Dice) -> tuple[str, ...]:
    kinds = ("thành phố", "thị xã", "huyện", "huyện", "huyện", "huyện")
    first = ("Suối", "Đồi", "Vàm", "Cửa", "Rừng", "Nương")
    second = ("Ngọc", "Sim", "Mận", "Trầm", "Sen", "Mây")
    offset = dice.between(0, 5)
    return tuple(f"{kind} {first[i]} {second[(i + offset) % 6]}" for i, kind in enumerate(kinds))


@dataclass(slots=True)
class _Walk:
    """The province's stocks as they move from month to month."""

    profile: Profile
    dice: Dice
    stock: dict[str, int] = field(default_factory=dict)
    year: dict[str, int] = field(default_factory=dict)
    districts: tuple[str, ...] = ()
    scale: float = 1.0

    @classmethod
    def opening(cls, profile: Profile) -> _Walk:
        dice = Dice(profile.province, profile.seed)
        scale = dice.between(60, 180) / 100
        amounts = {
            "population": 640_000, "bts_2g": 530, "bts_3g": 760, "bts_4g": 905,
            "bts_sites": 812, "fibre_routes": 742, "fibre_km": 6_480, "phone_fixed": 38_200,
            "phone_postpaid": 61_300, "phone_prepaid": 588_000, "bb_fixed": 104_500,
            "bb_mobile": 312_000, "mail_sent": 402_000, "mail_delivered": 418_000,
            "phone_new": 2_300, "bb_new": 1_900, "mail_total": 5_830,
            "signatures_total": 2_140, "feedback_all_time": 2_310, "digital_groups": 684,
            "digital_members": 4_760, "digital_addresses": 121_400, "wifi_points": 64,
            "cameras_total": 148, "full_tinh": 352, "part_tinh": 418, "full_huyen": 74,
            "part_huyen": 171, "full_xa": 28, "part_xa": 65, "post_offices": 27,
            "culture_points": 84, "other_points": 52, "press_items": 385,
        }  # fmt: skip
        fixed = {"full_huyen", "part_huyen", "full_xa", "part_xa", "full_tinh", "part_tinh"}
        stock = {
            key: dice.near(value if key in fixed else value * scale, 0.08)
            for key, value in amounts.items()
        }
        stock["radio_communes"] = dice.near(118 * scale, 0.1)
        stock["radio_smart"] = round(stock["radio_communes"] * 0.2)
        stock["villages_covered"] = dice.between(931, 955)  # tenths of a percent
        stock["five_g"] = stock["five_g_on_air"] = 0
        return cls(profile, dice, stock, {}, _district_names(dice), scale)

    def _grow(self, key: str, low: int, high: int) -> int:
        self.stock[key] += self.dice.between(low, high)
        return self.stock[key]

    def _flow(self, key: str, spread: float, drift: float) -> tuple[int, Decimal]:
        """Move a monthly volume; return it with its change against the month before."""
        before = self.stock[key]
        now = self.dice.near(before * (1 + drift), spread)
        if change(now, before) == 0:
            now += max(1, before // 100)
        self.stock[key] = now
        return now, change(now, before)

    def _year_to_date(self, key: str, amount: int) -> int:
        self.year[key] = self.year.get(key, 0) + amount
        return self.year[key]

    def step(self, month: Month) -> MonthFacts:
        if month.month == 1:
            self.year.clear()
        values: dict[str, int | Decimal] = {}
        for part in (
            self._steering, self._documents, self._dossiers, self._services, self._systems,
            self._society, self._post, self._stations, self._subscribers, self._press,
        ):  # fmt: skip
            values.update(part())
        if self.profile.five_g_from is None or month >= self.profile.five_g_from:
            values |= self._five_g()
        plans = {
            "plan_courses": self.dice.between(1, 4),
            "plan_inspections": self.dice.between(1, 2),
            "plan_wifi": self.dice.between(2, 6),
        }
        words = {
            "soc_cause": self.dice.pick(ALERT_CAUSES),
            "camera_fault": self.dice.pick(CAMERA_FAULTS),
            "leader": self.dice.pick(self.districts),
            "topic_district": self.dice.pick(self.districts),
            "signer": self.profile.director if self.dice.between(1, 3) > 1 else self.profile.deputy,
        }
        number = self._year_to_date("number", self.dice.between(28, 61))
        return MonthFacts(
            month,
            date(month.year, month.month, self.profile.cutoff_day),
            date(month.year, month.month, self.dice.between(22, 27)),
            f"{number}/{self.profile.number_mark}",
            values | plans,
            words,
        )

    def _steering(self) -> dict[str, int | Decimal]:
        dice = self.dice
        issued = dice.near(31 * self.scale, 0.6)
        return {
            "decisions": dice.between(1, 4),
            "plans": dice.between(2, 6),
            "directives": dice.between(1, 2),
            "guidance": dice.between(3, 12),
            "signatures": issued,
            "signatures_total": self._grow("signatures_total", issued, issued),
        }

    def _documents(self) -> dict[str, int | Decimal]:
        values: dict[str, int | Decimal] = {}
        month = incoming = outgoing = 0
        for level, came, went in zip(
            LEVELS, (23_000, 10_100, 20_900), (6_300, 4_900, 4_400), strict=True
        ):
            new_in = self.dice.near(came * self.scale, 0.12)
            new_out = self.dice.near(went * self.scale, 0.12)
            month += new_in + new_out
            total_in = self._year_to_date(f"docs_in_{level}", new_in)
            total_out = self._year_to_date(f"docs_out_{level}", new_out)
            incoming, outgoing = incoming + total_in, outgoing + total_out
            values |= {f"docs_in_{level}": total_in, f"docs_out_{level}": total_out}
        return values | {
            "docs_in": incoming,
            "docs_out": outgoing,
            "docs_total": incoming + outgoing,
            "docs_month": month,
        }

    def _dossiers(self) -> dict[str, int | Decimal]:
        values: dict[str, int | Decimal] = {}
        month = total = online = 0
        for level, size, part in zip(LEVELS, (11_800, 1_450, 6_900), (74, 69, 63), strict=True):
            new = self.dice.near(size * self.scale, 0.15)
            new_online = round(new * self.dice.between(part - 6, part + 9) / 100)
            new_bcci = self.dice.between(12, 58) if level == "tinh" else self.dice.between(0, 6)
            new_direct = new - new_online - new_bcci
            counts = {
                "direct": self._year_to_date(f"dossiers_{level}_direct", new_direct),
                "online": self._year_to_date(f"dossiers_{level}_online", new_online),
                "bcci": self._year_to_date(f"dossiers_{level}_bcci", new_bcci),
            }
            level_total = sum(counts.values())
            values |= {f"dossiers_{level}_{way}": count for way, count in counts.items()}
            values[f"dossiers_{level}"] = level_total
            values[f"online_rate_{level}"] = share(counts["online"], level_total)
            month, total, online = month + new, total + level_total, online + counts["online"]
        return values | {
            "dossiers": total,
            "dossiers_month": month,
            "dossiers_online": online,
            "online_rate": share(online, total),
        }

    def _services(self) -> dict[str, int | Decimal]:
        for level in LEVELS:
            moved = self.dice.between(0, 4)
            self.stock[f"full_{level}"] += moved
            self.stock[f"part_{level}"] += self.dice.between(-2, 2)
        values: dict[str, int | Decimal] = {}
        for level in LEVELS:
            full, part = self.stock[f"full_{level}"], self.stock[f"part_{level}"]
            values |= {
                f"full_{level}": full,
                f"part_{level}": part,
                f"services_{level}": full + part,
            }
        full = sum(self.stock[f"full_{level}"] for level in LEVELS)
        part = sum(self.stock[f"part_{level}"] for level in LEVELS)
        return values | {"services_full": full, "services_part": part, "services": full + part}

    def _systems(self) -> dict[str, int | Decimal]:
        dice = self.dice
        issued = dice.between(40, 310)
        sectors = {f"feedback_{name}": dice.between(1, 14) for name in FEEDBACK_SECTORS}
        received = sum(sectors.values())
        broken = dice.between(2, 11)
        cameras = self._grow("cameras_total", 0, 3)
        return {
            "portal_news": dice.between(58, 164),
            "portal_drafts": dice.between(2, 15),
            "mail_issued": issued,
            "mail_total": self._grow("mail_total", issued, issued),
            "mail_reset": dice.between(21, 139),
            "soc_low": dice.between(2_400, 9_800),
            "soc_medium": dice.between(310, 7_400),
            "soc_high": dice.between(120, 1_450),
            "soc_critical": dice.between(4, 290),
            "vcs_alerts": dice.between(2_900, 8_900),
            **sectors,
            "feedback": received,
            "feedback_answered": received - dice.between(1, 6),
            "feedback_all_time": self._grow("feedback_all_time", received, received),
            "cameras_total": cameras,
            "cameras_broken": broken,
            "cameras_working": cameras - broken,
        }

    def _society(self) -> dict[str, int | Decimal]:
        courses = self.dice.between(1, 6)
        people = sum(self.dice.between(48, 160) for _ in range(courses))
        return {
            "courses": courses,
            "trainees": people,
            "trainees_year": self._year_to_date("trainees", people),
            "digital_groups": self._grow("digital_groups", 0, 5),
            "digital_members": self._grow("digital_members", 4, 58),
            "digital_addresses": self._grow("digital_addresses", 350, 2_900),
            "wifi_points": self._grow("wifi_points", 0, 4),
        }

    def _post(self) -> dict[str, int | Decimal]:
        self._grow("other_points", 0, 2)
        points = {
            key: self.stock[key] for key in ("post_offices", "culture_points", "other_points")
        }
        sent, sent_change = self._flow("mail_sent", 0.06, 0.004)
        delivered, delivered_change = self._flow("mail_delivered", 0.06, 0.004)
        public = self.dice.near(4_900 * self.scale, 0.2)
        return {
            **points,
            "post_points": sum(points.values()),
            "mail_sent": sent,
            "mail_sent_change": sent_change,
            "mail_delivered": delivered,
            "mail_delivered_change": delivered_change,
            "post_revenue": rounded(Decimal(sent) / Decimal(19_400), 1),
            "public_post_items": public,
            "public_post_revenue": self.dice.near(public * 0.0263, 0.05),
        }

    def _stations(self) -> dict[str, int | Decimal]:
        kinds = {
            "bts_2g": self._grow("bts_2g", -6, 0),
            "bts_3g": self._grow("bts_3g", -3, 2),
            "bts_4g": self._grow("bts_4g", 1, 14),
        }
        self.stock["villages_covered"] = min(1000, self._grow("villages_covered", 0, 3))
        return {
            **kinds,
            "bts": sum(kinds.values()),
            "bts_sites": self._grow("bts_sites", 0, 4),
            "fibre_routes": self._grow("fibre_routes", 0, 6),
            "fibre_km": self._grow("fibre_km", 8, 74),
            "villages_covered": rounded(Decimal(self.stock["villages_covered"]) / 10, 1),
        }

    def _five_g(self) -> dict[str, int | Decimal]:
        installed = self._grow("five_g", 3, 9)
        on_air = self.stock["five_g_on_air"] + self.dice.between(1, 5)
        self.stock["five_g_on_air"] = on_air = min(on_air, installed - 1)
        return {"five_g": installed, "five_g_on_air": on_air}

    def _subscribers(self) -> dict[str, int | Decimal]:
        phone_new, phone_change = self._flow("phone_new", 0.09, 0.003)
        bb_new, bb_change = self._flow("bb_new", 0.09, 0.004)
        phone_prepaid_new = round(phone_new * self.dice.between(62, 76) / 100)
        bb_fixed_new = round(bb_new * self.dice.between(26, 38) / 100)
        self.stock["population"] += self.dice.between(150, 700)
        self.stock["phone_fixed"] -= self.dice.between(40, 220)
        for key, new in (
            ("phone_prepaid", phone_prepaid_new),
            ("phone_postpaid", phone_new - phone_prepaid_new),
            ("bb_fixed", bb_fixed_new),
            ("bb_mobile", bb_new - bb_fixed_new),
        ):
            self.stock[key] += new - self.dice.between(0, new // 3)
        stock = self.stock
        phones = stock["phone_fixed"] + stock["phone_postpaid"] + stock["phone_prepaid"]
        broadband = stock["bb_fixed"] + stock["bb_mobile"]
        return {
            "phone_new": phone_new,
            "phone_new_change": phone_change,
            "phone_new_prepaid": phone_prepaid_new,
            "phone_new_postpaid": phone_new - phone_prepaid_new,
            "phones": phones,
            "phone_fixed": stock["phone_fixed"],
            "phone_postpaid": stock["phone_postpaid"],
            "phone_prepaid": stock["phone_prepaid"],
            "phone_density": share(phones, stock["population"], 1),
            "bb_new": bb_new,
            "bb_new_change": bb_change,
            "bb_new_fixed": bb_fixed_new,
            "bb_new_mobile": bb_new - bb_fixed_new,
            "broadband": broadband,
            "bb_fixed": stock["bb_fixed"],
            "bb_mobile": stock["bb_mobile"],
            "bb_density": share(broadband, stock["population"], 1),
            "population": stock["population"],
            "telecom_revenue": rounded(
                Decimal(phones) * self.dice.between(118, 131) / 1_000_000, 1
            ),
        }

    def _press(self) -> dict[str, int | Decimal]:
        before = self.stock["press_items"]
        items = self.dice.near(before, 0.15)
        items += 2 if items == before else 0
        self.stock["press_items"] = items
        guided = self.dice.between(9, 41)
        self.stock["radio_smart"] = min(
            self.stock["radio_communes"] - 1, self._grow("radio_smart", 0, 4)
        )
        inspected = self.dice.between(3, 17)
        return {
            "press_items": items,
            "press_items_change": items - before,
            "bulletins": self.dice.between(4, 5),
            "publication_licences": self.dice.between(1, 9),
            "propaganda_docs": self.dice.between(11, 38),
            "radio_smart": self.stock["radio_smart"],
            "radio_communes": self.stock["radio_communes"],
            "frequency_guided": guided,
            "frequency_guided_year": self._year_to_date("frequency_guided", guided),
            "inspections": self.dice.between(1, 4),
            "inspected_units": inspected,
            "fined_units": self.dice.between(1, 3),
            "fines": self.dice.between(3, 19) * 5,
            "petitions": self.dice.between(1, 5),
        }


def simulate(profile: Profile, first: Month, months: int) -> tuple[MonthFacts, ...]:
    """Return the facts of `months` consecutive months from `first`.

    The walk starts in January of the first year, so that cumulative figures are complete.
    """
    walk = _Walk.opening(profile)
    facts = [
        walk.step(Month(first.year, 1).plus(offset)) for offset in range(first.month - 1 + months)
    ]
    return tuple(facts[first.month - 1 :])
