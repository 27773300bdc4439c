locals {
  # the two kinds of API have other names for the same
  api_metrics = {
    http = { errors = "5xx", refused = "4xx", dimensions = { ApiId = local.api_id } }
    rest = { errors = "5XXError", refused = "4XXError", dimensions = { ApiName = local.api_name } }
  }[var.api_type]

  alarms = {
    function-errors = {
      description = "The function failed, ran out of time or did not start: read its log."
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = { FunctionName = aws_lambda_function.webhook.function_name }
      statistic   = "Sum"
      above       = 0
    }
    function-throttles = {
      description = "Lambda turned webhooks away: see reserved_concurrency and the account's quota."
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = { FunctionName = aws_lambda_function.webhook.function_name }
      statistic   = "Sum"
      above       = 0
    }
    "5xx" = {
      description = "5 answers 5xx in 5 minutes; GitHub never sends such a webhook again. The verdict in the function's log says why."
      namespace   = "AWS/ApiGateway"
      metric      = local.api_metrics.errors
      dimensions  = local.api_metrics.dimensions
      statistic   = "Sum"
      above       = 4
    }
    queue-failures = {
      description = "A cluster's queue did not take an event."
      namespace   = "Sluice"
      metric      = "QueueFailures"
      dimensions  = {}
      statistic   = "Sum"
      above       = 0
    }
    token-read-failures = {
      description = "An external token could not be read."
      namespace   = "Sluice"
      metric      = "TokenReadFailures"
      dimensions  = {}
      statistic   = "Sum"
      above       = 0
    }
    route-table-age = {
      description = "The function has not read the clusters' routes for 5 minutes; it goes on with the old ones."
      namespace   = "Sluice"
      metric      = "RouteTableAge"
      dimensions  = {}
      statistic   = "Maximum"
      above       = 300
    }
  }

  # webhooks that failed by no fault of their senders
  bad_verdicts = [
    "Failed", "NotAGatewayEvent", "RoutesNotLoaded", "ExternalTokenUnreadable", "QueueUnavailable", "QueueRefused",
  ]
}

resource "aws_cloudwatch_metric_alarm" "single" {
  for_each = local.alarms

  alarm_name          = "${var.prefix}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "refused" {
  alarm_name          = "${var.prefix}-4xx-rate"
  alarm_description   = "Many webhooks are refused: a token that only one side knows, or somebody tries paths."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.refused_percent
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  tags                = var.tags

  metric_query {
    id          = "percent"
    label       = "4xx in percent"
    expression  = "IF(answers >= 20, 100 * refused / answers, 0)"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { answers = "Count", refused = local.api_metrics.refused }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApiGateway"
        metric_name = metric_query.value
        dimensions  = local.api_metrics.dimensions
        stat        = "Sum"
        period      = 300
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "verdicts" {
  alarm_name          = "${var.prefix}-verdicts"
  alarm_description   = "Webhooks failed by no fault of their senders: the function's log tells the verdict."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  tags                = var.tags

  metric_query {
    id          = "bad"
    label       = "webhooks that failed"
    expression  = "SUM(FILL(METRICS(), 0))"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = toset(local.bad_verdicts)

    content {
      id = "v${index(local.bad_verdicts, metric_query.value)}"

      metric {
        namespace   = "Sluice"
        metric_name = "Webhooks"
        dimensions  = { verdict = metric_query.value }
        stat        = "Sum"
        period      = 300
      }
    }
  }
}
