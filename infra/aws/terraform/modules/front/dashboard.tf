locals {
  api_dimensions = flatten([for name, value in local.api_metrics.dimensions : [name, value]])

  graphs = [
    {
      title = "Webhooks by verdict"
      metrics = [
        [{ expression = "SEARCH('{Sluice,verdict} MetricName=\"Webhooks\"', 'Sum', 300)", id = "verdicts" }],
      ]
    },
    {
      title = "Answers"
      metrics = [
        concat(["AWS/ApiGateway", "Count"], local.api_dimensions, [{ stat = "Sum" }]),
        concat(["AWS/ApiGateway", local.api_metrics.refused], local.api_dimensions, [{ stat = "Sum" }]),
        concat(["AWS/ApiGateway", local.api_metrics.errors], local.api_dimensions, [{ stat = "Sum" }]),
      ]
    },
    {
      title = "Latency, ms"
      metrics = [
        concat(["AWS/ApiGateway", "Latency"], local.api_dimensions, [{ stat = "p50" }]),
        concat(["AWS/ApiGateway", "Latency"], local.api_dimensions, [{ stat = "p99" }]),
      ]
    },
    {
      title = "Function"
      metrics = [
        ["AWS/Lambda", "Invocations", "FunctionName", local.name, { stat = "Sum" }],
        ["AWS/Lambda", "Errors", "FunctionName", local.name, { stat = "Sum" }],
        ["AWS/Lambda", "Throttles", "FunctionName", local.name, { stat = "Sum" }],
      ]
    },
    {
      title = "Failures inside of the function"
      metrics = [for name in ["QueueFailures", "CopyFailures", "RouteLoadFailures", "TokenReadFailures", "RouteProblems"] :
        ["Sluice", name, { stat = "Sum" }]
      ]
    },
    {
      title   = "Age of the routes, s"
      metrics = [["Sluice", "RouteTableAge", { stat = "Maximum" }]]
    },
    {
      title = "Oldest message, s"
      metrics = [for cluster in keys(var.clusters) :
        ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "${var.prefix}-${cluster}", { stat = "Maximum" }]
      ]
    },
    {
      title = "Dead letters"
      metrics = [for cluster in keys(var.clusters) :
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "${var.prefix}-${cluster}-dlq", { stat = "Maximum" }]
      ]
    },
  ]
}

resource "aws_cloudwatch_dashboard" "sluice" {
  dashboard_name = local.api_name

  dashboard_body = jsonencode({
    widgets = [
      for n, graph in local.graphs : {
        type   = "metric"
        x      = 12 * (n % 2)
        y      = 6 * floor(n / 2)
        width  = 12
        height = 6
        properties = {
          title   = graph.title
          region  = local.region
          period  = 300
          view    = "timeSeries"
          metrics = graph.metrics
        }
      } if length(graph.metrics) > 0
    ]
  })
}
