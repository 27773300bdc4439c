locals {
  http = var.api_type == "http" ? 1 : 0
  rest = var.api_type == "rest" ? 1 : 0

  api_id            = one(concat(aws_apigatewayv2_api.http[*].id, aws_api_gateway_rest_api.rest[*].id))
  api_execution_arn = one(concat(aws_apigatewayv2_api.http[*].execution_arn, aws_api_gateway_rest_api.rest[*].execution_arn))
  api_stage         = one(concat(aws_apigatewayv2_stage.http[*].name, aws_api_gateway_stage.rest[*].stage_name))
  api_url           = one(concat(aws_apigatewayv2_api.http[*].api_endpoint, aws_api_gateway_stage.rest[*].invoke_url))

  # Neither path nor route: the path of a webhook is a secret.
  access_log_format = jsonencode({
    requestId         = "$context.requestId"
    requestTime       = "$context.requestTime"
    httpMethod        = "$context.httpMethod"
    protocol          = "$context.protocol"
    status            = "$context.status"
    responseLength    = "$context.responseLength"
    sourceIp          = "$context.identity.sourceIp"
    userAgent         = "$context.identity.userAgent"
    integrationStatus = "$context.integrationStatus"
    responseLatency   = "$context.responseLatency"
  })
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/sluice/${var.prefix}/access"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}
