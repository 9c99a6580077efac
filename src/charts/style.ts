/** The look of charts: shades of grey with an outline, so that paper and every eye see the same. */
export const CHART_STYLE = `
figure { margin: .8rem 0 }
figcaption { font-weight: 600; margin-bottom: .3rem; max-width: 100ch }
.drawing { display: block; width: 100%; min-width: 42rem; max-width: 56rem; height: auto; overflow: visible }
.drawing.broad { min-width: 58rem; max-width: none }
.drawing text { font: 12px "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", sans-serif; fill: #16202b }
.drawing .strong { font-weight: 700 }
.drawing .small, .drawing .tick { font-size: 11px }
.drawing .tick { fill: #47525e }
.drawing .middle { text-anchor: middle }
.drawing .end { text-anchor: end }
.drawing .grid { stroke: #d5dbe1; stroke-width: 1 }
.drawing .zero { stroke: #16202b; stroke-width: 1.4 }
.drawing .shade-1 { fill: #2b3d4f; stroke: #16202b; stroke-width: .8 }
.drawing .shade-2 { fill: #9aa7b4; stroke: #16202b; stroke-width: .8 }
.drawing .shade-3 { fill: #fff; stroke: #16202b; stroke-width: .9 }
.drawing .halo { fill: none; stroke: #fff; stroke-width: 3.5 }
.drawing .whisker { fill: none; stroke: #16202b; stroke-width: 1.3 }
.drawing .dot { fill: #9aa7b4; fill-opacity: .75; stroke: #16202b; stroke-width: 1 }
.drawing .point { fill: #16202b }
.drawing .leader, .drawing .frame { fill: none; stroke: #47525e; stroke-width: .8 }
.drawing .band { fill: #c3ccd5 }
.drawing .room { fill: #e6eaee }
.drawing .mean { fill: none; stroke: #16202b; stroke-width: 2 }
.drawing .other { fill: none; stroke: #16202b; stroke-width: 1.1; stroke-dasharray: 4 3 }
.drawing .other.mean { stroke-width: 2 }
.drawing .haloed { paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round }
.drawing .mark-of { font-size: 9px }
.drawing .heat-1 { fill: #e0e4e9 }
.drawing .heat-2 { fill: #b3bdc8 }
.drawing .hatch { fill: none; stroke: #8a96a3; stroke-width: .9 }
.drawing .plain-dot { fill: #9aa7b4; stroke: #5b6875; stroke-width: .5 }
.drawing .held { fill: none; stroke: #9aa7b4; stroke-width: 5; stroke-linecap: round; stroke-linejoin: round }
@media print {
  figure { break-inside: avoid }
  .drawing, .drawing.broad { min-width: 0; max-width: 175mm; max-height: 150mm; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  .drawing.broad { max-width: none }
}
`
