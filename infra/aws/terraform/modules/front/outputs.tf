output "webhook_host" {
  description = "Where webhooks are sent: a provider's webhook URL is this, and behind it the Receiver's status.webhookPath."
  value       = var.domain == null ? local.api_url : "https://${var.domain.name}"
}

output "api_id" {
  description = "The id of the API in API Gateway."
  value       = local.api_id
}

output "domain_target" {
  description = "With a domain name of your own: what its DNS record has to point to. Null without one."
  value       = one(aws_apigatewayv2_domain_name.webhook[*].domain_name_configuration[0].target_domain_name)
}

output "function_name" {
  description = "The name of the function."
  value       = aws_lambda_function.webhook.function_name
}

output "function_role_arn" {
  description = "The ARN of the function's role: what the policies of queues of other consumers, or of keys, have to let in."
  value       = aws_iam_role.function.arn
}

output "clusters_secret_arn" {
  description = "The ARN of the secret with the list of clusters."
  value       = aws_secretsmanager_secret.clusters.arn
}

output "function_log_group" {
  description = "The name of the function's log group."
  value       = aws_cloudwatch_log_group.function.name
}

output "access_log_group" {
  description = "The name of the log group of the API's access logs."
  value       = aws_cloudwatch_log_group.access.name
}

output "dashboard" {
  description = "The name of the CloudWatch dashboard."
  value       = aws_cloudwatch_dashboard.sluice.dashboard_name
}

output "web_acl_arn" {
  description = "The ARN of the web ACL. Null without one."
  value       = one(aws_wafv2_web_acl.webhook[*].arn)
}
