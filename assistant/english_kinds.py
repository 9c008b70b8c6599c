"""Further wordings by which English questions show what kind of answer they want.

The patterns of `assistant.kinds` know the short forms of both languages; these are the many
ways around them (``what did … bring in``, ``where does … stand``), by the name of the kind,
over the folded question.
"""

from __future__ import annotations

import re
from typing import Final

_MEASURE: Final = (
    r"(?:value|worth|rank|ranking|position|score|budget|costs?|price|fine|penalty|turnover|income"
    r"|amount|sum|size|capacity|speed|population|quantity|average|headcount|workforce|funding"
    r"|spending|expenditure|earnings|takings|output|gap|radius|share|rate|ratio|percentage"
    r"|proportion|number|total|revenue|volume|density|length|figure|count"
    r"|target|goal|quota)"
)
_PAPER: Final = (
    r"(?:decision|plan|directive|resolution|document|decree|circular|dispatch|letter|report)"
)
_OFFICIAL: Final = (
    r"(?:director|deputy|chairman|chairwoman|chairperson|chief|head|leader|official|inspector"
    r"|spokes\w+|person|author|reporter|winner|signatory|signer|officer)"
)

# "communes that have fibre" are what is counted, not a level; "Krong Pac district" is a place
_COUNTED_ONES: Final = (
    r"(?! (?:recogni\w+|with|without|that|which|having|where|were|are|have|had|still|connected"
    r"|covered|reached|meeting|using|lacking|post|culture|cultural)\b)"
)
PROVINCE_LEVEL: Final = (
    r"\bprovinc\w+[- ]level\b|\blevel of the province\b|\bprovincial(?=,? (?:and |or )?district)"
    r"|\bprovincial (?:dossiers|applications|documents|level)\b"
)
DISTRICT_LEVEL: Final = (
    rf"\bdistrict[- ]level\b|(?<!many )(?<!which )\bdistricts?\b(?:[- ]level)?{_COUNTED_ONES}"
)
COMMUNE_LEVEL: Final = (
    r"\b(?:commune|ward)[- ]level\b"
    rf"|(?<!many )(?<!which )\bcommunes?\b(?:[- ]level)?{_COUNTED_ONES}"
)
MONEY: Final = (
    r"|\binvestment\b|\bbudget\b|\bhow much (?:\w+ )?money\b|\bfine[ds]?\b|\bcosts?\b|\bturnover\b"
    r"|\bincome\b|\bfunding\b|\b(?:value|worth) of\b|\bpenalty on\b"
    r"|\bhow (?:big|large|high|heavy) (?:was|were|is|are) the (?:\w+ ){0,2}(?:penalt\w+|fines?)\b"
    r"|\bspending\b|\bexpenditures?\b"
    r"|\bhow much\b.*\b(?:spen[dt]|pa(?:y|id)|disbursed?|invest(?:ed)?|collect(?:ed)?|bring in"
    r"|brought in|raised?|allocated?|earmarked|tak(?:e|en) in|took in|ma(?:k|d)e|gross(?:ed)?"
    r"|donated?|los[et]|owe[ds]?|charged?)\b"
    r"|\bwhat (?:did|does|do|has|have)\b.*\b(?:earn(?:ed)?|bring in|brought in|take in|taken in"
    r"|pull in|gross(?:ed)?|turn over|contribute to the budget|pay into the budget|cost)\b"
    r"|\b(?:what|the|which) (?:total |overall |exact )?(?:amount|sum)\b.*\b(?:pa(?:y|id)|collected"
    r"|fined|spent|raised|disbursed|earned|lost|charged|taken|transferred|donated)\b"
    r"|\bhow much (?:\w+ )?(?:bonus|reward|support|subsid\w+|allowance|aid|compensation|damage"
    r"|tax|fees?|charges|capital|funds?|expense|spending|debt|interest)\b"
)
BESIDE: Final = re.compile(
    r"(?<=\w),? and (?:at|with|by) (?:what|which) (?:\w+ )?(?:rate|percentage|share|figure|number"
    r"|score|ratio|proportion|level)\b"
)
"""The figure of what is asked for by name: ``Which district came last, and at what rate?``"""

LASTING: Final = (
    r"|\b(?:longest|shortest|average|maximum|minimum|total) (?:\w+ )?(?:time|wait|delay|outage"
    r"|downtime|interruption|disruption|repair|recovery)\b(?! (?:of|series)\b)"
)
COUNTED: Final = re.compile(
    r"\bhow many (?!(?:\S+ )?(?:vnd|dong|billion|million|percent|kilomet\w+|km)\b)"
)
"""A question for how many things there are, whatever they cost or measure."""

PLAN_ASIDE: Final = re.compile(
    r"\b(?:out of|of|all|against|than) (?:(?:the|its|all|those) )+(?:\S+ )?planned\b"
    r"|\bout of (?:\S+ )?planned\b"
    r"|\b(?:targets?|goals?|quotas?|plans?)\b(?=.*\b(?:miss(?:ed)?|unmet|fail(?:ed)?|exceed(?:ed)?"
    r"|fall(?:en)? short|fell short|(?:met|reached|achieved|fulfilled|attained|beaten|surpassed)"
    r"|not (?:meet|reach|achieve|fulfil|attain|hit)|beat|surpass)\b)"
    r"|(?<=\b(?:miss|meet|beat) )(?:\S+ ){0,5}(?:targets?|goals?|quotas?|plans?)\b"
    r"|(?<=\b(?:missed|exceed|fulfil) )(?:\S+ ){0,5}(?:targets?|goals?|quotas?|plans?)\b"
    r"|\b(?:as|than) (?:it was |was |were |had been )?(?:planned|scheduled|expected|targeted)\b"
)
"""A plan that what was done is set against: ``21 km of the 30 planned``, ``missed a target``."""

ASKS_WHETHER: Final = re.compile(
    r"^\W*(?:did|does|do (?:the|any|all|its|they|these|those)|is|are|was|were|has|have|had)\b"
    r"(?!.*\b(?:how (?:many|much)|what|which|who|whom|when|where"
    r"|bao nhieu|may|gi|nao|ai|sao|dau)\b)"
)
"""A question that its first word makes one for yes or no; ``đó`` and ``độ`` fold to *do*."""

_THING: Final = (
    r"(?:countr(?:y|ies)|districts?|communes?|wards?|cit(?:y|ies)|towns?|provinces?|villages?|places?"
    r"|localit(?:y|ies)|locations?|topics?|issues?|subjects?|areas?|fields?|sectors?|goods|products?"
    r"|items?|groups?|kinds?|types?|things?|problems?|difficult(?:y|ies)|shortcomings?"
    r"|weakness(?:es)?|languages?)"
)
CATEGORY: Final = rf"\b(?:which|what) (?:(?:two|three|four|\d+|other) )?({_THING})\b(?! of\b)"
"""The category of what is asked for by name, which its members answer."""

WHY: Final = (
    r"|\bhow (?:did|do|does|was|were)\b(?=.*\b(?:com(?:e|ing) about|aris(?:e|ing)|happen)\b)"
    r"|\bcom(?:e|ing) about(?=\W*$)"
    r"|\bwhat (?:(?:was|were) behind|made|makes|stopped|stops|prevented|prevents|kept|keeps"
    r"|held (?:up|back)|slowed|slows|delayed|delays|hindered|hinders|hampered|triggered"
    r"|brought about|drove|drives|caused|causes|is causing|knocked out|is (?:slowing|delaying"
    r"|holding (?:up|back)|stopping|preventing))\b"
    r"|\bon what grounds\b|\bwhat(?:'s| is| was) (?:the )?(?:root |main )?(?:cause|causes)\b"
    r"|\bthe causes? (?:of|for|behind)\b|\bto what\b(?=.*\b(?:due|attribut|owing)\b)"
)
"""Further ways to ask for a cause; each joins `assistant.kinds.WHY`."""

SOFT: Final = (
    r"see|seen|saw|do|done|made|happen(?:s|ed)?|occur(?:s|red)?|took place|take place|suffer(?:ed)?"
    r"|experienced?|get|got|gotten|kept|found|noted|observed|witness(?:ed)?|exists?|existed"
    r"|appear(?:s|ed)?|remain(?:s|ed)?|involv(?:es|ed|ing)|counted|single|whole|entire|mr|mrs|ms|dr"
    r"|most|least|highest|lowest|largest|smallest|biggest|fewest|went|came in|came to|going"
    r"|comes? to|amount(?:s|ed)? to|adds? up to|added up to|total(?:led|ed)?"
    r"|additional|further|extra|once|times?|altogether|people|persons?|ones?"
)
"""Words that say little of what is asked, however rare they are in the reports."""

KINDS: Final = {
    "compare": r"\b(?:go|went|gone|move[ds]?) up or down\b"
    r"|\b(?:rise|rose|increase[ds]?|grow|grew|up) or (?:fall|fell|decrease[ds]?|drop|down)\w*"
    r"|\bwhat is the (?:gap|difference)\b|\bwhat was the (?:gap|difference)\b"
    r"|\bhow (?:did|has|have|do|does|had)\b.*\b(?:chang|evolv|differ|var(?:y|i)|develop|mov|grow"
    r"|gr[eo]w)"
    r"(?:e|ed|d|es|s|n|ies|ied)?\b(?=.*\b(?:between|from|compared|since|against|than|on|over)\b)"
    r"|\bhow (?:did|do|does)\b.*\bcompare\b|\bwhich\b.*\b(?:best|worst)\b(?!-| sell)",
    "document": rf"\bwhat (?:is|was) the {_PAPER}\b(?= (?:on|about|for|that|concerning)\b)"
    rf"|\b(?:under|by|in) (?:which|what) (?:\w+ ){{0,2}}{_PAPER}\b"
    r"|\b(?:under|by) (?:which|what) (?:reference )?number\b"
    r"|\breference (?:number )?of\b",
    "date": r"\b(?:on|by) (?:which|what) (?:day|date)\b|\bhow soon\b|\bwhat day\b",
    "person": rf"\bwhat (?:is|was) the name of (?:the |its )?(?:\w+ ){{0,3}}{_OFFICIAL}\b"
    r"|\bto whom\b|\bby whom\b|\bnames? of (?:the )?(?:signer|signatory|author|person)\b",
    "org": r"\bwhich (?:\w+ ){0,2}(?:division|locality|body|firm|institution|ministry|town|city"
    r"|ward|group|team|village|school|hospital|bank|contractor|supplier|provider|carrier|sector)\b"
    r"(?! (?:and|or)\b)",
    "number": rf"\bwhat {_MEASURE}\b|\bwhat (?:total|overall|annual|monthly|average) {_MEASURE}\b"
    rf"|\b(?:what|what's) (?:was|is|were|are) (?:the |its |their )?(?:[\w'-]+ ){{0,6}}{_MEASURE}\b"
    r"|\bwhat (?:did|does|do|has|have|had)\b.*\b(?:earn(?:ed)?|bring in|brought in|made?|cost"
    r"|spen[dt]|take in|taken in|pa(?:y|id)|contributed?|amount to|add up to|come to|collect(?:ed)?"
    r"|generated?|yield(?:ed)?)\b"
    r"|\bwhere (?:does|did|do) .*\b(?:stand|rank|come|place)\b"
    r"|\b(?:which|what) (?:place|rank|position) (?:does|did|was|is|has)\b"
    rf"|\bwhat (?:[\w'-]+ ){{1,4}}{_MEASURE} (?:does|did|do|is|was|were|has|had|will|should)\b"
    r"|\b(?:in|as a|in terms of) (?:percent|per cent|percentage)\b"
    r"|\bwhat (?:is|was|were|has been) the (?:longest|shortest|average|maximum|minimum)"
    r" (?:\w+ )?(?:time|wait|delay|outage|downtime|interruption|disruption|repair|recovery)\b"
    rf"|\bin number of\b|\bthe number of (?!the )(?!{_PAPER}\b)\w+|\bcount of\b"
    r"|\bhow (?:far|high|low|old|fast)\b",
    "list": rf"\bwhat were the (?!{_MEASURE}\b)(?:\w+ ){{0,2}}\w+s\b|^\W*where\b.*\bnot\b"
    r"|\bwhat (?:are|were) the (?:two|three|four|five|six) (?:[\w-]+ ){0,4}\w+s\b"
    r"|\bwhat (?:topics|subjects|areas|fields|products|goods|units|bodies|agencies|tasks"
    r"|measures|steps|platforms|districts|communes|services|systems|schools|problems|difficulties"
    r"|shortcomings|weaknesses|prizes|levels|groups|places|events|activities|documents)\b",
}
"""Patterns by kind; each joins the last pattern of its kind in `assistant.kinds`."""
