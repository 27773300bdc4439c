# The queues' ARNs are made of their names, so that each queue is complete when it is there: policies of their own would
# come later, and each takes the provider half a minute.
locals {
  queue_arn             = "${local.queues}:${local.name}"
  dead_letter_queue_arn = "${local.queue_arn}-dlq"
}

resource "aws_sqs_queue" "webhooks" {
  name                       = local.name
  message_retention_seconds  = 345600 # 4 days
  visibility_timeout_seconds = 60     # until the agent says otherwise, and it does
  receive_wait_time_seconds  = 20
  policy                     = data.aws_iam_policy_document.tls_only["webhooks"].json

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
  policy                    = data.aws_iam_policy_document.tls_only["dead_letters"].json

  sqs_managed_sse_enabled = var.kms_key_arn == null ? true : null
  kms_master_key_id       = var.kms_key_arn

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [local.queue_arn]
  })

  tags = var.tags
}

data "aws_iam_policy_document" "tls_only" {
  for_each = { webhooks = local.queue_arn, dead_letters = local.dead_letter_queue_arn }

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [each.value]

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
