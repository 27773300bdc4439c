locals {
  has_role = var.irsa != null || var.pod_identity != null || var.roles_anywhere != null
}

resource "aws_iam_role" "agent" {
  count = local.has_role ? 1 : 0

  name               = "${local.name}-agent"
  description        = "The Sluice agent of cluster ${var.cluster}."
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = var.tags
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.irsa[*]

    content {
      sid     = "Irsa"
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [statement.value.oidc_provider_arn]
      }

      condition {
        test     = "StringEquals"
        variable = "${split(":oidc-provider/", statement.value.oidc_provider_arn)[1]}:sub"
        values   = ["system:serviceaccount:${statement.value.namespace}:${statement.value.service_account}"]
      }

      condition {
        test     = "StringEquals"
        variable = "${split(":oidc-provider/", statement.value.oidc_provider_arn)[1]}:aud"
        values   = ["sts.amazonaws.com"]
      }
    }
  }

  dynamic "statement" {
    for_each = var.pod_identity[*]

    content {
      sid     = "PodIdentity"
      actions = ["sts:AssumeRole", "sts:TagSession"]

      principals {
        type        = "Service"
        identifiers = ["pods.eks.amazonaws.com"]
      }

      # without them whoever may associate roles in any cluster of the account could take this one
      condition {
        test     = "StringEquals"
        variable = "aws:RequestTag/eks-cluster-name"
        values   = [statement.value.eks_cluster]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:RequestTag/kubernetes-namespace"
        values   = [statement.value.namespace]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:RequestTag/kubernetes-service-account"
        values   = [statement.value.service_account]
      }
    }
  }

  dynamic "statement" {
    for_each = var.roles_anywhere[*]

    content {
      sid     = "RolesAnywhere"
      actions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]

      principals {
        type        = "Service"
        identifiers = ["rolesanywhere.amazonaws.com"]
      }

      condition {
        test     = "ArnEquals"
        variable = "aws:SourceArn"
        values   = [statement.value.trust_anchor_arn]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:PrincipalTag/x509Subject/CN"
        values   = [statement.value.common_name]
      }
    }
  }
}

resource "aws_eks_pod_identity_association" "agent" {
  count = var.pod_identity == null ? 0 : 1

  cluster_name    = var.pod_identity.eks_cluster
  namespace       = var.pod_identity.namespace
  service_account = var.pod_identity.service_account
  role_arn        = aws_iam_role.agent[0].arn
  tags            = var.tags
}

resource "aws_iam_role_policy" "agent" {
  count = local.has_role ? 1 : 0

  name   = "agent"
  role   = aws_iam_role.agent[0].id
  policy = data.aws_iam_policy_document.agent.json
}

# Exactly the calls that the agent makes.
data "aws_iam_policy_document" "agent" {
  statement {
    sid = "Queue"
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
    ]
    resources = [aws_sqs_queue.webhooks.arn]
  }

  statement {
    sid       = "DeadLetters"
    actions   = ["sqs:GetQueueAttributes", "sqs:SendMessage"]
    resources = [aws_sqs_queue.dead_letters.arn]
  }

  # queues of SqsEventSources, which are made after the role
  statement {
    sid = "EventQueues"
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
    ]
    resources = ["${local.queues}:${local.name}-events-*"]
  }

  statement {
    sid       = "EventDeadLetters"
    actions   = ["sqs:SendMessage"]
    resources = ["${local.queues}:${local.name}-events-*-dlq"]
  }

  statement {
    sid       = "Seal"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["${local.secrets}:${aws_secretsmanager_secret.seal.name}-??????"]
  }

  # No random end here: a table that does not exist yet is judged by its bare name, and must be "not found", not "denied".
  statement {
    sid = "Routes"
    actions = [
      "secretsmanager:CreateSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
    ]
    resources = ["${local.secrets}:${var.prefix}/${var.cluster}/routes/*"]
  }

  dynamic "statement" {
    for_each = var.kms_key_arn[*]

    content {
      sid       = "Key"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]
    }
  }
}
