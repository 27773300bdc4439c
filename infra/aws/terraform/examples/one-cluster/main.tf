# One EKS cluster, whose agent gets its role by IRSA.

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
  description = "The AWS region, the same as the cluster's."
  type        = string
}

variable "cluster" {
  description = "The cluster's name in Sluice."
  type        = string
  default     = "prod-eu"
}

variable "oidc_provider_arn" {
  description = "The ARN of the cluster's OIDC provider in IAM."
  type        = string
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

variable "environment" {
  description = "Further environment variables of the function."
  type        = map(string)
  default     = {}
}

module "cluster" {
  source = "../../modules/cluster"

  prefix  = var.prefix
  cluster = var.cluster
  irsa    = { oidc_provider_arn = var.oidc_provider_arn }
}

module "front" {
  source = "../../modules/front"

  prefix      = var.prefix
  zip         = var.zip
  runtime     = var.runtime
  environment = var.environment
  clusters    = { (module.cluster.cluster_name) = module.cluster.clusters_entry }
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
  description = "For the annotation eks.amazonaws.com/role-arn of the agent's ServiceAccount."
  value       = module.cluster.agent_role_arn
}
