resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${local.name}"
  retention_in_days = var.log_retention_days
  tags              = var.tags
}

resource "aws_lambda_function" "webhook" {
  function_name    = local.name
  description      = "Verifies webhooks for Flux Receivers and puts their events on the clusters' queues."
  role             = aws_iam_role.function.arn
  filename         = var.zip
  source_code_hash = filebase64sha256(var.zip)
  handler          = "dev.sluice.function.lambda.WebhookLambda"
  runtime          = var.runtime
  architectures    = [var.architecture]
  memory_size      = var.memory_mib
  timeout          = 15
  publish          = true
  # -1 is the provider's word for none
  reserved_concurrent_executions = coalesce(var.reserved_concurrency, -1)

  snap_start {
    apply_on = "PublishedVersions"
  }

  environment {
    variables = merge(var.environment, { SLUICE_PREFIX = var.prefix })
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.function.name
  }

  tags = var.tags

  # a version's snapshot is made with the rights of the role
  depends_on = [aws_iam_role_policy.function]
}

# What is called is a published version: SnapStart has no others.
resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "The version that webhooks go to."
  function_name    = aws_lambda_function.webhook.function_name
  function_version = aws_lambda_function.webhook.version
}

resource "aws_lambda_permission" "api" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.webhook.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.api_execution_arn}/*/*/hook/*"
}

resource "aws_iam_role" "function" {
  name               = local.name
  description        = "The Sluice function."
  assume_role_policy = data.aws_iam_policy_document.function_trust.json
  tags               = var.tags
}

data "aws_iam_policy_document" "function_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "function"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  # The action takes no resource; it gives no secret that GetSecretValue does not.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
  statement {
    sid       = "Batch"
    actions   = ["secretsmanager:BatchGetSecretValue"]
    resources = ["*"]
  }

  # Routes and tokens without a random end: one that does not exist is judged by its bare name, and must be "not found",
  # not "denied".
  statement {
    sid     = "Secrets"
    actions = ["secretsmanager:GetSecretValue"]
    resources = [
      "${local.secrets}:${var.prefix}/clusters-??????",
      "${local.secrets}:${var.prefix}/*/routes/*",
      "${local.secrets}:${var.prefix}/*/seal-??????",
      "${local.secrets}:${var.prefix}/*/tokens/*",
    ]
  }

  statement {
    sid       = "Queues"
    actions   = ["sqs:SendMessage"]
    resources = ["${local.queues}:${var.prefix}-*"]
  }

  # Events of event sources have no seal: nobody may make some by way of the function.
  statement {
    sid     = "NeitherDeadLettersNorEventSources"
    effect  = "Deny"
    actions = ["sqs:SendMessage"]
    resources = [
      "${local.queues}:${var.prefix}-*-dlq",
      "${local.queues}:${var.prefix}-*-events-*",
    ]
  }

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function.arn}:*"]
  }

  dynamic "statement" {
    for_each = length(var.kms_key_arns) == 0 ? [] : [var.kms_key_arns]

    content {
      sid       = "Keys"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = statement.value
    }
  }
}
