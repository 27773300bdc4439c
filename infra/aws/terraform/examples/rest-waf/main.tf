# A REST API with a web ACL, a domain name of its own and an SNS topic for alarms; one cluster outside of EKS, whose agent
# gets its role by IAM Roles Anywhere; a KMS key of its own.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  description = "The AWS region."
  type        = string
}

variable "domain" {
  description = "A domain name of your own, and its ACM certificate in the same region. Null: API Gateway's name."
  type = object({
    name            = string
    certificate_arn = string
    hosted_zone_id  = optional(string)
  })
  default = null
}

variable "trust_anchor_arn" {
  description = "The ARN of the trust anchor of IAM Roles Anywhere."
  type        = string
}

variable "allowed_cidrs" {
  description = "Whose webhooks are let in, such as the hooks of https://api.github.com/meta. None: everybody's."
  type        = list(string)
  default     = []
}

variable "prefix" {
  description = "How the names of everything begin."
  type        = string
  default     = "sluice"
}

variable "zip" {
  description = "The path of function-webhook-<version>.zip."
  type        = string
}

variable "runtime" {
  description = "java25; or java21, which a provider older than 6.20 needs."
  type        = string
  default     = "java25"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_sns_topic" "alarms" {
  name = "${var.prefix}-alarms"
}

resource "aws_kms_key" "sluice" {
  description         = "Queues and seal of Sluice."
  enable_key_rotation = true

  # rights on the key are given by IAM policies
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Account"
      Effect    = "Allow"
      Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

module "cluster" {
  source = "../../modules/cluster"

  prefix      = var.prefix
  cluster     = "on-premises"
  kms_key_arn = aws_kms_key.sluice.arn
  roles_anywhere = {
    trust_anchor_arn = var.trust_anchor_arn
    common_name      = "sluice-agent"
  }
  alarm_actions = [aws_sns_topic.alarms.arn]
}

module "front" {
  source = "../../modules/front"

  prefix   = var.prefix
  zip      = var.zip
  runtime  = var.runtime
  clusters = { (module.cluster.cluster_name) = module.cluster.clusters_entry }

  api_type            = "rest"
  api_gateway_account = true
  domain              = var.domain
  waf = {
    rate_limit    = 1000
    allowed_cidrs = var.allowed_cidrs
  }

  kms_key_arns  = [aws_kms_key.sluice.arn]
  alarm_actions = [aws_sns_topic.alarms.arn]
}

output "webhook_host" {
  description = "Where webhooks are sent."
  value       = module.front.webhook_host
}

output "queue_url" {
  description = "The agent's --queue-url."
  value       = module.cluster.queue_url
}

output "agent_role_arn" {
  description = "The role of the profile of IAM Roles Anywhere."
  value       = module.cluster.agent_role_arn
}
