// The six rules about one definition. The other two need all files at once, which Spectral does not give to a function.

const amount = (text) => Number.parseFloat(text.replace(/^[<>= ]+/, ""));

const checks = {
  "owner-missing": (d) => ["KPI", "Objective"].includes(d.kind) && !/^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(d.owner ?? ""),
  "direction-contradicts": (d) =>
    typeof d.target === "string" && typeof d.baseline === "string" &&
    (d.direction === "higher" ? amount(d.target) < amount(d.baseline)
      : d.direction === "lower" && amount(d.target) > amount(d.baseline)),
  "volume-without-counterweight": (d) => d.measure === "volume" && !d.counterweights?.length,
  "target-exceeds-time": (d) =>
    d.effort !== undefined && d.target?.endsWith("/person/day") && amount(d.target) * amount(d.effort) > 480,
  "unit-or-period-missing": (d) => typeof d.target === "string" && /^[<>=]* ?[0-9.]+$/.test(d.target),
  "steps-out-of-order": (d) => (d.steps ?? []).some((step, i) => i > 0 && step.by < d.steps[i - 1].by),
};

export default (d, options) => {
  if (d === null || typeof d !== "object" || !checks[options.check](d)) {
    return;
  }
  return [{ message: d.team === undefined ? d.id : `${d.team}/${d.id}` }];
};
