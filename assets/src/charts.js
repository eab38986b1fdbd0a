// Draws each `data-chart`. Its JSON says what to show; the looks come from the style sheet:
// {"kind":"line"|"bar"|"rows","unit":"场","labels":[…],"series":[{"name":"…","values":[…]}],"links":[…]}
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map();
const style = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();
const number = (value) => (value ?? null) === null ? "–" : value.toLocaleString("en-US");

function option(chart) {
  const colour = style("--tblr-body-color");
  const faint = style("--tblr-border-color");
  const rows = chart.kind === "rows";
  const words = { type: "category", data: chart.labels, inverse: rows, axisTick: { show: false }, axisLabel: { color: colour }, axisLine: { lineStyle: { color: faint } } };
  // Bars begin at zero, or their lengths would lie.
  const values = { type: "value", min: chart.kind === "line" ? undefined : 0, minInterval: 1, name: rows ? undefined : chart.unit, nameTextStyle: { color: colour, align: "left" }, axisLabel: { color: colour, formatter: number }, splitLine: { lineStyle: { color: faint } } };
  return {
    animation: false,
    aria: { enabled: true },
    color: ["--tblr-primary", "--tblr-blue", "--tblr-success", "--tblr-warning", "--tblr-secondary"].map(style),
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour },
    grid: { left: 8, right: 16, top: chart.series.length > 1 ? 64 : 32, bottom: 4, containLabel: true },
    legend: { show: chart.series.length > 1, top: 0, left: 0, textStyle: { color: colour } },
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (value) => `${number(value)} ${chart.unit ?? ""}` },
    xAxis: rows ? values : words,
    yAxis: rows ? words : values,
    series: chart.series.map(({ name, values: data }) => ({
      name,
      data,
      type: chart.kind === "line" ? "line" : "bar",
      barMaxWidth: 28,
      symbolSize: 6,
      label: { show: rows, position: "right", color: colour, formatter: ({ value }) => number(value) },
    })),
  };
}

function draw(place) {
  const chart = JSON.parse(place.dataset.chart);
  const picture = drawn.get(place) ?? init(place, null, { renderer: "svg" });
  drawn.set(place, picture);
  picture.setOption(option(chart), true);
  picture.off("click");
  if (chart.links) picture.on("click", ({ dataIndex }) => chart.links[dataIndex] && location.assign(chart.links[dataIndex]));
}

function drawAll() {
  for (const [place, picture] of drawn) {
    if (place.isConnected) continue;
    picture.dispose();
    drawn.delete(place);
  }
  document.querySelectorAll("[data-chart]").forEach(draw);
}

drawAll();
document.addEventListener("htmx:after:swap", drawAll);
new ResizeObserver(() => drawn.forEach((picture) => picture.resize())).observe(document.body);
window.addEventListener("beforeprint", () => drawn.forEach((picture) => picture.resize({ width: 640 })));
window.addEventListener("afterprint", () => drawn.forEach((picture) => picture.resize({ width: "auto" })));
