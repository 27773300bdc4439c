resource "aws_apigatewayv2_api" "http" {
  count = local.http

  name                         = local.api_name
  description                  = "Webhooks for Flux Receivers."
  protocol_type                = "HTTP"
  disable_execute_api_endpoint = var.domain != null
  tags                         = var.tags
}

resource "aws_apigatewayv2_integration" "http" {
  count = local.http

  api_id                 = aws_apigatewayv2_api.http[0].id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_alias.live.invoke_arn
  payload_format_version = "2.0"
}

# Every method, as in Flux. What is not of this form costs no call of the function.
resource "aws_apigatewayv2_route" "http" {
  count = local.http

  api_id    = aws_apigatewayv2_api.http[0].id
  route_key = "ANY /hook/{digest}"
  target    = "integrations/${aws_apigatewayv2_integration.http[0].id}"
}

resource "aws_apigatewayv2_stage" "http" {
  count = local.http

  api_id      = aws_apigatewayv2_api.http[0].id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit  = var.throttling.rate
    throttling_burst_limit = var.throttling.burst
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = local.access_log_format
  }

  tags = var.tags
}
