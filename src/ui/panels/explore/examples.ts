/** Questions that can be asked of any system. `NODE` stands for a node that has been chosen. */
export const EXAMPLES: readonly { readonly title: string; readonly query: string }[] = [
  { title: "Requests per second, by region", query: "sum by (region) (rate(http_requests_total[5m]))" },
  {
    title: "Share of requests that fail, by node",
    query: "sum by (node) (rate(http_requests_failed_total[5m]))\n  / sum by (node) (rate(http_requests_total[5m]))",
  },
  { title: "Requests per second, by status", query: "sum by (node, status) (rate(http_requests_total[5m]))" },
  {
    title: "p95 of the latency, by node",
    query: "histogram_quantile(0.95,\n  sum by (le, node) (rate(http_request_duration_seconds_bucket[5m])))",
  },
  {
    title: "Mean latency, by region",
    query:
      "sum by (region) (rate(http_request_duration_seconds_sum[5m]))\n  / sum by (region) (rate(http_request_duration_seconds_count[5m]))",
  },
  { title: "The five busiest pods", query: "topk(5, workers_busy_ratio)" },
  { title: "Processor, by node and version", query: "avg by (node, version) (cpu_utilisation_ratio)" },
  {
    title: "Pods unlike their neighbours",
    query:
      "cpu_utilisation_ratio\n  > on (node, region) group_left () 1.5 * avg by (node, region) (cpu_utilisation_ratio)",
  },
  {
    title: "Requests against half an hour ago",
    query:
      "sum by (node) (rate(http_requests_total[5m]))\n  / sum by (node) (rate(http_requests_total[5m] offset 30m))",
  },
];
