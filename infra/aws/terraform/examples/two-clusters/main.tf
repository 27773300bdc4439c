# Two EKS clusters behind one front: a webhook whose path both have triggers both. Their agents get their roles by EKS
# Pod Identity.

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
  description = "The AWS region of front and queues."
  type        = string
}

variable "eks_clusters" {
  description = "The names of the EKS clusters, by the clusters' names in Sluice."
  type        = map(string)
  default = {
    prod-a = "prod-a"
    prod-b = "prod-b"
  }
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

module "cluster" {
  source   = "../../modules/cluster"
  for_each = var.eks_clusters

  prefix       = var.prefix
  cluster      = each.key
  group        = "prod"
  pod_identity = { eks_cluster = each.value }
}

module "front" {
  source = "../../modules/front"

  prefix   = var.prefix
  zip      = var.zip
  runtime  = var.runtime
  clusters = { for name, cluster in module.cluster : name => cluster.clusters_entry }
}

output "webhook_host" {
  description = "Where webhooks are sent."
  value       = module.front.webhook_host
}

output "queue_urls" {
  description = "The agents' --queue-url, by cluster."
  value       = { for name, cluster in module.cluster : name => cluster.queue_url }
}
