resource "aws_api_gateway_rest_api" "rest" {
  count = local.rest

  name                         = local.api_name
  description                  = "Webhooks for Flux Receivers."
  binary_media_types           = ["*/*"] # a signature is over the very bytes
  disable_execute_api_endpoint = var.domain != null
  tags                         = var.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "hook" {
  count = local.rest

  rest_api_id = aws_api_gateway_rest_api.rest[0].id
  parent_id   = aws_api_gateway_rest_api.rest[0].root_resource_id
  path_part   = "hook"
}

resource "aws_api_gateway_resource" "digest" {
  count = local.rest

  rest_api_id = aws_api_gateway_rest_api.rest[0].id
  parent_id   = aws_api_gateway_resource.hook[0].id
  path_part   = "{digest}"
}

resource "aws_api_gateway_method" "rest" {
  count = local.rest

  rest_api_id   = aws_api_gateway_rest_api.rest[0].id
  resource_id   = aws_api_gateway_resource.digest[0].id
  http_method   = "ANY"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "rest" {
  count = local.rest

  rest_api_id             = aws_api_gateway_rest_api.rest[0].id
  resource_id             = aws_api_gateway_resource.digest[0].id
  http_method             = aws_api_gateway_method.rest[0].http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_alias.live.invoke_arn
}

resource "aws_api_gateway_deployment" "rest" {
  count = local.rest

  rest_api_id = aws_api_gateway_rest_api.rest[0].id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_rest_api.rest[0].binary_media_types,
      aws_api_gateway_rest_api.rest[0].disable_execute_api_endpoint,
      aws_api_gateway_resource.digest[0].id,
      aws_api_gateway_method.rest[0].id,
      aws_api_gateway_integration.rest[0].uri,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "rest" {
  count = local.rest

  rest_api_id   = aws_api_gateway_rest_api.rest[0].id
  deployment_id = aws_api_gateway_deployment.rest[0].id
  stage_name    = "live"
  tags          = var.tags

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = local.access_log_format
  }

  depends_on = [aws_api_gateway_account.rest]
}

resource "aws_api_gateway_method_settings" "rest" {
  count = local.rest

  rest_api_id = aws_api_gateway_rest_api.rest[0].id
  stage_name  = aws_api_gateway_stage.rest[0].stage_name
  method_path = "*/*"

  settings {
    throttling_rate_limit  = var.throttling.rate
    throttling_burst_limit = var.throttling.burst
    metrics_enabled        = false
    # execution logs hold paths and bodies
    logging_level      = "OFF"
    data_trace_enabled = false
  }
}

resource "aws_api_gateway_account" "rest" {
  count = var.api_gateway_account ? local.rest : 0

  cloudwatch_role_arn = aws_iam_role.api_gateway[0].arn

  depends_on = [aws_iam_role_policy_attachment.api_gateway]
}

resource "aws_iam_role" "api_gateway" {
  count = var.api_gateway_account ? local.rest : 0

  name               = "${local.name}-access-logs"
  description        = "REST APIs of the account write their access logs by it."
  assume_role_policy = data.aws_iam_policy_document.api_gateway_trust.json
  tags               = var.tags
}

data "aws_iam_policy_document" "api_gateway_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["apigateway.amazonaws.com"]
    }
  }
}

# The one that API Gateway asks for: it tries the rights on all log groups before it takes the role.
resource "aws_iam_role_policy_attachment" "api_gateway" {
  count = var.api_gateway_account ? local.rest : 0

  role       = aws_iam_role.api_gateway[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}
