# Needs an emulator in AWS_ENDPOINT_URL, see refused.tftest.hcl. Nothing is made in it.
provider "aws" {
  region     = "eu-west-1"
  access_key = "test"
  secret_key = "test"
}

variables {
  cluster = "prod-eu"
}

run "by_itself" {
  command = plan

  assert {
    condition     = aws_sqs_queue.webhooks.name == "sluice-prod-eu" && aws_sqs_queue.dead_letters.name == "sluice-prod-eu-dlq"
    error_message = "The queues must have the agreed names."
  }

  assert {
    condition     = aws_sqs_queue.webhooks.message_retention_seconds == 4 * 86400 && aws_sqs_queue.dead_letters.message_retention_seconds == 14 * 86400
    error_message = "Events must be kept for 4 days, dead letters for 14."
  }

  assert {
    condition     = aws_sqs_queue.webhooks.sqs_managed_sse_enabled && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Both queues must be encrypted."
  }

  assert {
    condition     = aws_secretsmanager_secret.seal.name == "sluice/prod-eu/seal"
    error_message = "The seal must have the agreed name."
  }

  assert {
    condition     = length(aws_iam_role.agent) == 0 && output.agent_role_arn == null
    error_message = "Without a way to it there must be no role."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.dead_letters.dimensions.QueueName == "sluice-prod-eu-dlq" && aws_cloudwatch_metric_alarm.oldest_message.dimensions.QueueName == "sluice-prod-eu"
    error_message = "The alarms must be about the two queues."
  }
}

run "in_eks" {
  command = plan

  variables {
    prefix       = "hooks"
    pod_identity = { eks_cluster = "production" }
    kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  }

  assert {
    condition     = aws_iam_role.agent[0].name == "hooks-prod-eu-agent"
    error_message = "The role must be named by prefix and cluster."
  }

  assert {
    condition = (
      aws_eks_pod_identity_association.agent[0].cluster_name == "production"
      && aws_eks_pod_identity_association.agent[0].namespace == "flux-system"
      && aws_eks_pod_identity_association.agent[0].service_account == "sluice-agent"
    )
    error_message = "The role must be associated with the agent's ServiceAccount."
  }

  assert {
    condition     = aws_sqs_queue.webhooks.kms_master_key_id == var.kms_key_arn && aws_sqs_queue.dead_letters.kms_master_key_id == var.kms_key_arn
    error_message = "Both queues must be encrypted by the key that is given."
  }
}
