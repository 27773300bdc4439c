output "cluster_name" {
  description = "The cluster's name: the agent's --cluster."
  value       = var.cluster
}

output "clusters_entry" {
  description = "The cluster's entry for the variable clusters of module front."
  value = {
    queue_url = aws_sqs_queue.webhooks.url
    group     = var.group
    copy_to   = var.copy_to
  }
}

output "queue_url" {
  description = "The URL of the cluster's queue: the agent's --queue-url."
  value       = aws_sqs_queue.webhooks.url
}

output "queue_arn" {
  description = "The ARN of the cluster's queue."
  value       = aws_sqs_queue.webhooks.arn
}

output "dead_letter_queue_url" {
  description = "The URL of the cluster's dead-letter queue."
  value       = aws_sqs_queue.dead_letters.url
}

output "seal_secret_arn" {
  description = "The ARN of the secret with the key of the seal."
  value       = aws_secretsmanager_secret.seal.arn
}

output "agent_role_arn" {
  description = "The ARN of the agent's role, which the agent's installation asks for with IRSA. Null where no way to a role is given."
  value       = one(aws_iam_role.agent[*].arn)
}

output "agent_policy" {
  description = "What the agent may do, as an IAM policy in JSON: for an identity of your own, where none of the three ways to a role fits."
  value       = data.aws_iam_policy_document.agent.json
}
