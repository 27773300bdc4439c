resource "aws_sqs_queue" "webhooks" {
  name                       = local.name
  message_retention_seconds  = 345600 # 4 days
  visibility_timeout_seconds = 60     # until the agent says otherwise, and it does
  receive_wait_time_seconds  = 20

  sqs_managed_sse_enabled = var.kms_key_arn == null ? true : null
  kms_master_key_id       = var.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    # a net for crash loops only: the agent itself tries again, and sends to the dead letters what it cannot open
    maxReceiveCount = 50
  })

  tags = var.tags
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${local.name}-dlq"
  message_retention_seconds = 1209600 # 14 days

  sqs_managed_sse_enabled = var.kms_key_arn == null ? true : null
  kms_master_key_id       = var.kms_key_arn

  tags = var.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.id

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.webhooks.arn]
  })
}

data "aws_iam_policy_document" "tls_only" {
  for_each = {
    webhooks     = aws_sqs_queue.webhooks
    dead_letters = aws_sqs_queue.dead_letters
  }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "webhooks" {
  queue_url = aws_sqs_queue.webhooks.id
  policy    = data.aws_iam_policy_document.tls_only["webhooks"].json
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.id
  policy    = data.aws_iam_policy_document.tls_only["dead_letters"].json
}
