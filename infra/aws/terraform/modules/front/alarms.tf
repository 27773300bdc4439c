locals {
  # the two kinds of API have other names for the same
  api_metrics = {
    http = { errors = "5xx", refused = "4xx", dimensions = { ApiId = local.api_id } }
    rest = { errors = "5XXError", refused = "4XXError", dimensions = { ApiName = local.name, Stage = local.api_stage } }
  }[var.api_type]
}

resource "aws_cloudwatch_metric_alarm" "function_errors" {
  alarm_name          = "${local.name}-function-errors"
  alarm_description   = "Calls of the function failed or timed out: read its log."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = aws_lambda_function.webhook.function_name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "server_errors" {
  alarm_name          = "${local.name}-5xx"
  alarm_description   = "Webhooks were answered 5xx, and not every provider sends them again: the verdict in the function's log says why."
  namespace           = "AWS/ApiGateway"
  metric_name         = local.api_metrics.errors
  dimensions          = local.api_metrics.dimensions
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "refused" {
  alarm_name          = "${local.name}-4xx"
  alarm_description   = "Many webhooks are refused: a token differs between provider and Receiver, or somebody tries paths."
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.refused_percent
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
  tags                = var.tags

  metric_query {
    id          = "percent"
    label       = "refused, percent"
    expression  = "IF(requests >= 20, 100 * refused / requests, 0)"
    return_data = true
  }

  metric_query {
    id = "refused"

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = local.api_metrics.refused
      dimensions  = local.api_metrics.dimensions
      stat        = "Sum"
      period      = 300
    }
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "Count"
      dimensions  = local.api_metrics.dimensions
      stat        = "Sum"
      period      = 300
    }
  }
}
